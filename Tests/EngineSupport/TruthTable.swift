public import PolicyModel
public import Reachability
import Support
import Traffic

/// A line of `Tests/Vectors/kernel` or `Tests/Vectors/truth`: who gets through to whom, by protocol and port.
public struct TruthTable: Decodable, Sendable {
  /// The name of the case.
  public let name: String
  /// Whose program it was; `nil` for the truth of no engine.
  public let engine: String?
  private let sources: [String]
  private let destinations: [String]
  private let tables: [String: [String]]

  private enum Key: String, CodingKey {
    case name = "case"
    case engine, sources, destinations, pods, tables
  }

  /// Reads a line; `pods` stands for sources and destinations.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    name = try fields.decode(String.self, forKey: .name)
    engine = try fields.decodeIfPresent(String.self, forKey: .engine)
    let pods = try fields.decodeIfPresent([String].self, forKey: .pods) ?? []
    sources = try fields.decodeIfPresent([String].self, forKey: .sources) ?? pods
    destinations = try fields.decodeIfPresent([String].self, forKey: .destinations) ?? pods
    tables = try fields.decode([String: [String]].self, forKey: .tables)
  }
}

extension TruthTable {
  /// How a reachability fares against tables.
  public struct Score: Sendable {
    /// How many cells were asked.
    public var cells = 0
    /// The first cells that differ, in words.
    public var wrong: [String] = []

    /// Nothing asked yet.
    public init() {}
  }

  /// Compares every cell that was asked.
  public func compare(with reachability: Reachability, of cluster: Cluster, into score: inout Score) {
    let index = Self.names(of: cluster)
    let end = { (name: String) in (index[name] ?? IPAddress(name)).flatMap { reachability.index.end(at: $0) } }
    let (from, to) = (sources.map(end), destinations.map(end))
    for (label, rows) in tables {
      guard let (ipProtocol, port) = Self.port(label) else {
        score.wrong.append("\(name): \(label) is no port")
        continue
      }
      for (row, source) in zip(rows, from.indices) {
        for (cell, target) in zip(row.utf8, to.indices) where cell != UInt8(ascii: "-") {
          score.cells += 1
          let isAllowed = from[source].flatMap { source in
            to[target].map { reachability.isAllowed(ipProtocol, port: port, from: source, to: $0) }
          }
          if isAllowed == (cell == UInt8(ascii: ".")) || score.wrong.count >= 10 { continue }
          score.wrong.append(
            "\(name) \(label): \(sources[source]) to \(destinations[target]) is \(String(describing: isAllowed))")
        }
      }
    }
  }

  private static func names(of cluster: Cluster) -> [String: IPAddress] {
    var addresses: [String: IPAddress] = [:]
    for node in cluster.nodes { addresses["node/\(cluster.text(node.name))"] = node.addresses.first }
    for pod in cluster.pods { addresses[cluster.text(pod.id)] = pod.ipv4.map { .v4($0) } ?? pod.addresses.first }
    return addresses
  }

  /// `80/TCP`; `ICMP` is an echo request.
  private static func port(_ label: String) -> (IPProtocol, UInt16)? {
    let parts = label.split(separator: "/")
    guard let ipProtocol = parts.last.flatMap({ IPProtocol($0) }) else { return nil }
    if parts.count == 1 { return (ipProtocol, 8 << 8) }
    return UInt16(parts[0]).map { (ipProtocol, $0) }
  }
}
