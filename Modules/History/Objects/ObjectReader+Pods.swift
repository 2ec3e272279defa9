internal import PolicyModel
internal import Traffic

extension ObjectReader {
  mutating func pod(_ object: StoredObject) throws -> Pod {
    var pod = Pod(ObjectName(.empty, .empty))
    try document(object) { reader, cursor, key in
      switch key {
      case "metadata":
        let metadata = try reader.metadata(&cursor)
        (pod.id, pod.labels, pod.workload) = (metadata.name, metadata.labels, metadata.workload)
        if let seconds = metadata.gracePeriod { pod.deletion = .grace(seconds: seconds) }
      case "spec": try reader.podSpec(&cursor, of: &pod)
      case "status":
        try cursor.object { cursor, key in
          if key == "phase" {
            pod.phase = try reader.word(&cursor)
          } else {
            pod.addresses = try reader.values(&cursor) { IPAddress($0) }
          }
        }
      case "synthetic": pod.isSynthetic = try cursor.boolean()
      default: throw cursor.failure()
      }
    }
    return pod
  }

  private mutating func podSpec(_ cursor: inout JSONCursor, of pod: inout Pod) throws {
    try cursor.object { cursor, key in
      switch key {
      case "containers", "initContainers": pod.ports += try ports(&cursor, isInit: key == "initContainers")
      case "hostNetwork": pod.isHostNetwork = try cursor.boolean()
      case "nodeName": pod.node = try symbol(&cursor)
      case "serviceAccountName": pod.serviceAccount = try symbol(&cursor)
      default: throw cursor.failure()
      }
    }
  }

  private mutating func ports(_ cursor: inout JSONCursor, isInit: Bool) throws -> [ContainerPort] {
    var ports: [ContainerPort] = []
    try cursor.array { cursor in
      try cursor.object { cursor, _ in
        try cursor.array { cursor in
          var port = ContainerPort(0, isInit: isInit)
          try cursor.object { cursor, key in
            switch key {
            case "containerPort": port.number = try cursor.integer(as: UInt16.self)
            case "hostPort": port.hostPort = try cursor.integer(as: UInt16.self)
            case "name": port.name = try symbol(&cursor)
            default: port.ipProtocol = try ipProtocol(&cursor)
            }
          }
          ports.append(port)
        }
      }
    }
    return ports
  }

  mutating func service(_ object: StoredObject) throws -> Service {
    var service = Service(ObjectName(.empty, .empty))
    try document(object) { reader, cursor, key in
      if key == "metadata" {
        service.id = try reader.metadata(&cursor).name
      } else {
        try cursor.object { cursor, key in try reader.serviceField(key, &cursor, of: &service) }
      }
    }
    return service
  }

  private mutating func serviceField(
    _ key: String, _ cursor: inout JSONCursor, of service: inout Service
  ) throws {
    switch key {
    case "clusterIP":
      _ = try cursor.string()
      service.isHeadless = true
    case "clusterIPs": service.clusterIPs = try values(&cursor) { IPAddress($0) }
    case "externalIPs": service.externalIPs = try values(&cursor) { IPAddress($0) }
    case "externalTrafficPolicy": service.externalTraffic = try word(&cursor)
    case "ports": try cursor.array { service.ports.append(try servicePort(&$0)) }
    case "selector": service.selector = try labels(&cursor)
    case "type": service.exposure = try word(&cursor)
    default: throw cursor.failure()
    }
  }

  private mutating func servicePort(_ cursor: inout JSONCursor) throws -> ServicePort {
    var port = ServicePort(0)
    try cursor.object { cursor, key in
      switch key {
      case "name": port.name = try symbol(&cursor)
      case "nodePort": port.nodePort = try cursor.integer(as: UInt16.self)
      case "port": port.port = try cursor.integer(as: UInt16.self)
      case "protocol": port.ipProtocol = try ipProtocol(&cursor)
      case "targetPort": port.target = try reference(&cursor)
      default: throw cursor.failure()
      }
    }
    return port
  }
}
