internal import PolicyModel
internal import Text
internal import Traffic

extension ObjectPrinter {
  func pod(_ pod: Pod) -> JSONWriter {
    let table = cluster.symbols
    return document("v1", .pod) { json in
      json.field("metadata") { json in
        json.object { json in
          if case .grace(let seconds) = pod.deletion { json.field("deletionGracePeriodSeconds", Int(seconds)) }
          json.labels(pod.labels.labels, of: table)
          json.symbol("name", pod.id.name, of: table)
          json.symbol("namespace", pod.id.namespace, of: table)
          if let workload = pod.workload { json.owner(workload, of: table) }
        }
      }
      json.field("spec") { json in
        json.object { json in
          json.containers("containers", pod.ports.filter { !$0.isInit }, of: table)
          if pod.isHostNetwork { json.field("hostNetwork", true) }
          json.containers("initContainers", pod.ports.filter(\.isInit), of: table)
          if let node = pod.node { json.symbol("nodeName", node, of: table) }
          if let account = pod.serviceAccount { json.symbol("serviceAccountName", account, of: table) }
        }
      }
      json.field("status") { json in
        json.object { json in
          json.field("phase", pod.phase.rawValue)
          if !pod.addresses.isEmpty { json.strings("podIPs", pod.addresses.map(\.description)) }
        }
      }
      if pod.isSynthetic { json.field("synthetic", true) }
    }
  }

  func service(_ service: Service) -> JSONWriter {
    let table = cluster.symbols
    return document("v1", .service) { json in
      json.metadata(service.id.namespace, service.id.name, .empty, of: table)
      json.field("spec") { json in
        json.object { json in
          if service.isHeadless { json.field("clusterIP", "None") }
          if !service.clusterIPs.isEmpty { json.strings("clusterIPs", service.clusterIPs.map(\.description)) }
          if !service.externalIPs.isEmpty { json.strings("externalIPs", service.externalIPs.map(\.description)) }
          if service.externalTraffic != .cluster {
            json.field("externalTrafficPolicy", service.externalTraffic.rawValue)
          }
          json.field("ports") { json in
            json.array { json in for port in service.ports { json.port(port, of: table) } }
          }
          if let selector = service.selector { json.field("selector") { $0.map(selector, of: table) } }
          json.field("type", service.exposure.rawValue)
        }
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func owner(_ workload: Workload, of table: SymbolTable) {
    field("ownerReferences") { json in
      json.array { json in
        json.object { json in
          json.field("controller", true)
          json.field("kind", workload.kind.rawValue)
          json.symbol("name", workload.name, of: table)
        }
      }
    }
  }

  /// All ports in one container: which container has a port changes nothing.
  fileprivate mutating func containers(_ field: String, _ ports: [ContainerPort], of table: SymbolTable) {
    guard !ports.isEmpty else { return }
    self.field(field) { json in
      json.array { json in
        json.object { json in
          json.field("ports") { json in
            json.array { json in for port in ports { json.port(port, of: table) } }
          }
        }
      }
    }
  }

  private mutating func port(_ port: ContainerPort, of table: SymbolTable) {
    object { json in
      json.field("containerPort", Int(port.number))
      if port.hostPort != 0 { json.field("hostPort", Int(port.hostPort)) }
      if let name = port.name { json.symbol("name", name, of: table) }
      json.field("protocol", port.ipProtocol.label)
    }
  }

  fileprivate mutating func port(_ port: ServicePort, of table: SymbolTable) {
    object { json in
      if let name = port.name { json.symbol("name", name, of: table) }
      if port.nodePort != 0 { json.field("nodePort", Int(port.nodePort)) }
      json.field("port", Int(port.port))
      json.field("protocol", port.ipProtocol.label)
      json.reference("targetPort", port.target, of: table)
    }
  }

  mutating func reference(_ field: String, _ port: PortReference, of table: SymbolTable) {
    switch port {
    case .number(let number): self.field(field, Int(number))
    case .name(let name): symbol(field, name, of: table)
    }
  }
}
