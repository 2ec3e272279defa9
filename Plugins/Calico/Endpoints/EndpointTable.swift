internal import Digest
internal import PolicyModel
internal import Traffic

/// The endpoints of a cluster, their classes, and where each is.
struct EndpointTable {
  /// In the order of the cluster's pods.
  let endpoints: [Endpoint]
  /// For each class what selectors can see of it.
  let classes: [EndpointTraits]
  /// For each class its endpoints.
  let members: [[Int]]
  /// For each node by name its endpoints in the order of their interfaces, each interface once.
  let local: [Symbol: [Int]]

  /// The endpoints of a cluster, whose devices' names begin with `prefix`.
  init(_ cluster: Cluster, interfacePrefix prefix: String) {
    var endpoints: [Endpoint] = []
    var classes: [EndpointTraits] = []
    var members: [[Int]] = []
    var numbers: [EndpointTraits: Int] = [:]
    var local: [Symbol: [Int]] = [:]
    for (index, pod) in cluster.pods.enumerated() where Endpoint.isEndpoint(pod) {
      let traits = EndpointTraits(
        namespace: pod.id.namespace, labels: pod.labels, serviceAccount: pod.serviceAccount)
      let number = numbers[traits] ?? classes.count
      if number == classes.count {
        numbers[traits] = number
        classes.append(traits)
        members.append([])
      }
      members[number].append(endpoints.count)
      if let node = pod.node { local[node, default: []].append(endpoints.count) }
      let name = "\(cluster.text(pod.id.namespace)).\(cluster.text(pod.id.name))"
      endpoints.append(
        Endpoint(pod: index, endpointClass: number, interface: Self.interface(of: name, prefix: prefix)))
    }
    for (node, all) in local {
      var seen: Set<String> = []
      local[node] = all.sorted { endpoints[$0].interface < endpoints[$1].interface }.filter {
        seen.insert(endpoints[$0].interface).inserted
      }
    }
    (self.endpoints, self.classes, self.members, self.local) = (endpoints, classes, members, local)
  }

  /// The device of the pod called `namespace.name`.
  static func interface(of name: String, prefix: String) -> String { prefix + SHA1.hexadecimal(name).prefix(11) }
}
