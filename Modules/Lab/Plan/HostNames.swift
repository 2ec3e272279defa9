internal import Backend
internal import PolicyModel
internal import SystemCalls
internal import Traffic

/// The names that pods know each other and Services by, as files in the form of `/etc/hosts`.
struct HostNames {
  private let cluster: Cluster
  private let book: AddressBook
  private let addresses: [ObjectName: [IPAddress]]

  init(_ cluster: Cluster) {
    self.cluster = cluster
    book = AddressBook(cluster)
    addresses = ServiceAddresses.all(of: cluster, book)
  }

  /// One file for each namespace that has pods, and an empty list of name servers.
  func write(to folder: LabFolder) throws(LabError) {
    try system { () throws(SystemError) in
      for namespace in Set(cluster.pods.map(\.id.namespace)) {
        try Files.write(text(in: namespace), to: folder.hostsPath(cluster.text(namespace)))
      }
      try Files.write("# A lab has no name server: all its names are in /etc/hosts.\n", to: folder.resolverPath)
    }
  }

  /// The lines for pods of a namespace, who know their own neighbours by their bare names too.
  func text(in namespace: Symbol) -> String {
    var lines = ["127.0.0.1 localhost", "::1 localhost"]
    for service in cluster.services where service.exposure != .externalName {
      let full = names(of: service.id, kind: "svc", in: namespace)
      let own = service.isHeadless ? endpoints(of: service) : addresses[service.id] ?? []
      lines += own.map { "\($0) \(full)" }
    }
    let taken = Set(cluster.services.map(\.id))
    for (index, pod) in cluster.pods.enumerated() where !taken.contains(pod.id) {
      let own = pod.addresses.filter { pod.isHostNetwork || book.owner(of: $0) == .pod(index) }
      lines += own.map { "\($0) \(names(of: pod.id, kind: "pod", in: namespace))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func names(of id: ObjectName, kind: String, in namespace: Symbol) -> String {
    let (name, space) = (cluster.text(id.name), cluster.text(id.namespace))
    let full = "\(name).\(space)"
    return "\(full) \(full).\(kind) \(full).\(kind).cluster.local" + (id.namespace == namespace ? " \(name)" : "")
  }

  /// The pods of a headless Service.
  private func endpoints(of service: Service) -> [IPAddress] {
    guard let selector = service.selector else { return [] }
    return cluster.pods.filter { pod in
      pod.id.namespace == service.id.namespace && selector.allSatisfy { pod.labels.contains($0) }
        && pod.phase == .running && pod.deletion == .none
    }.flatMap(\.addresses)
  }
}
