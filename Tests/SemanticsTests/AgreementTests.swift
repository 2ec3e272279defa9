import Backend
import Manifests
import PolicyModel
import Reachability
import Semantics
import Support
import Testing
import Traffic

/// Single decisions and all of them at once are two readings of the policies, written apart; they say the same.
@Suite struct AgreementTests {
  @Test(arguments: 0..<4)
  func `random policies decide one packet as they decide all`(_ part: Int) throws {
    var random = SeededGenerator("random policies, part \(part)", seed: UInt64(part + 1))
    for number in 0..<150 {
      let manifests = ManifestReader.load(text: RandomCase(&random).text, name: "case.json")
      try #require(!manifests.hasErrors, "\(manifests.diagnostics)")
      let specification = Specification(manifests.cluster)
      for family in [AddressFamily.ipv4, .ipv6] {
        try Self.check(specification, manifests.cluster, family, &random, "part \(part), case \(number)")
      }
    }
  }

  private static func check(
    _ specification: Specification, _ cluster: Cluster, _ family: AddressFamily, _ random: inout SeededGenerator,
    _ name: String
  ) throws {
    let reachability = specification.reachability(family)
    let inside = (cluster.pods.flatMap(\.addresses) + cluster.nodes.flatMap(\.addresses)).filter { $0.family == family }
    let addresses = inside + RandomCase.outside.compactMap { IPAddress($0) }.filter { $0.family == family }
    for _ in 0..<400 {
      let (from, to) = (addresses.randomElement(using: &random)!, addresses.randomElement(using: &random)!)
      let ipProtocol = [IPProtocol.tcp, .tcp, .udp, .sctp, .icmp].randomElement(using: &random)!
      let port = RandomCase.ports.randomElement(using: &random)!
      let one = specification.decide(Packet(from: from, to: to, ipProtocol, port: port), isTracing: false).verdict
      let (source, target) = (reachability.index.end(at: from)!, reachability.index.end(at: to)!)
      let all = reachability.isAllowed(ipProtocol, port: port, from: source, to: target)
      if all == (one == .allowed) { continue }
      Issue.record("\(name): \(from) to \(to) \(ipProtocol) \(port): one \(one), all \(all)")
      return
    }
  }
}
