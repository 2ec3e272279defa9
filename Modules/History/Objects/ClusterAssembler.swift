internal import Diagnostics
public import PolicyModel

/// Makes a cluster of stored objects; of two clusters that share most objects, the common ones are read once.
public struct ClusterAssembler: Sendable {
  private var reader = ObjectReader()
  private var namespaces: [ObjectKey: Namespace] = [:]
  private var nodes: [ObjectKey: Node] = [:]
  private var pods: [ObjectKey: Pod] = [:]
  private var services: [ObjectKey: Service] = [:]
  private var policies: [ObjectKey: NetworkPolicy] = [:]
  private var files = SourceFiles()
  private var fileNumbers: [String: UInt32] = [:]

  /// Nothing.
  public init() {}

  /// Adds an object, or puts it in the place of another of its name; throws where its bytes are not those of an object.
  public mutating func add(_ object: StoredObject) throws(HistoryError) {
    let number = object.place.map { self.number(of: $0.file) }
    let positions = object.place.flatMap { place in number.map { place.positions(file: $0) } } ?? []
    let first = positions.first ?? .none
    do {
      switch object.key.kind {
      case .namespace:
        namespaces[object.key] = try reader.namespace(object)
        namespaces[object.key]?.position = first
      case .node:
        nodes[object.key] = try reader.node(object)
        nodes[object.key]?.position = first
      case .pod:
        pods[object.key] = try reader.pod(object)
        pods[object.key]?.position = first
      case .service:
        services[object.key] = try reader.service(object)
        services[object.key]?.position = first
      case .policy:
        var policy = try reader.policy(object)
        var rest = positions[...]
        policy.forEachPosition { $0 = rest.popFirst() ?? .none }
        policies[object.key] = policy
      }
    } catch {
      throw .brokenObject(object.key)
    }
  }

  /// Takes an object away.
  public mutating func remove(_ key: ObjectKey) {
    switch key.kind {
    case .namespace: namespaces[key] = nil
    case .node: nodes[key] = nil
    case .pod: pods[key] = nil
    case .service: services[key] = nil
    case .policy: policies[key] = nil
    }
  }

  /// The cluster of the objects so far; costs O(objects).
  public func cluster() -> Cluster {
    Cluster(
      symbols: reader.symbols, files: files, namespaces: Array(namespaces.values), pods: Array(pods.values),
      nodes: Array(nodes.values), services: Array(services.values), policies: Array(policies.values))
  }

  private mutating func number(of file: String) -> UInt32 {
    if let known = fileNumbers[file] { return known }
    let number = files.add(file)
    fileNumbers[file] = number
    return number
  }
}
