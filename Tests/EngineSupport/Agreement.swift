public import PolicyModel
public import Reachability
public import Support
public import Traffic

/// Readings of one thing, one packet at a time and all packets at once, which must agree.
public struct Agreement {
  /// A reading of single packets, with its name.
  public typealias Reading = (name: String, verdict: (Packet) throws -> Verdict?)

  private let reachability: Reachability
  private let addresses: [IPAddress]
  private let readings: [Reading]

  /// Readings to be compared with a reachability, on packets between a cluster's addresses and some outside.
  public init(_ reachability: Reachability, _ cluster: Cluster, readings: [Reading]) {
    self.reachability = reachability
    self.readings = readings
    let inside = cluster.pods.flatMap(\.addresses) + cluster.nodes.flatMap(\.addresses)
    let all = inside + RandomCase.outside.compactMap { IPAddress($0) }
    addresses = all.filter { $0.family == reachability.index.family }
  }

  /// The first disagreement on random packets, in words; `nil` if there is none.
  public func objection(packets: Int, _ random: inout SeededGenerator) throws -> String? {
    for _ in 0..<packets {
      guard let from = addresses.randomElement(using: &random), let to = addresses.randomElement(using: &random),
        let ipProtocol = [IPProtocol.tcp, .tcp, .udp, .sctp, .icmp].randomElement(using: &random),
        let port = RandomCase.ports.randomElement(using: &random),
        let source = reachability.index.end(at: from), let target = reachability.index.end(at: to)
      else { return "nothing to ask" }
      let isAllowed = reachability.isAllowed(ipProtocol, port: port, from: source, to: target)
      for reading in readings {
        let verdict = try reading.verdict(Packet(from: from, to: to, ipProtocol, port: port))
        if verdict == (isAllowed ? .allowed : .denied) { continue }
        return
          "\(from) to \(to) \(ipProtocol) \(port): all \(isAllowed), \(reading.name) \(String(describing: verdict))"
      }
    }
    return nil
  }
}
