import Backend
import Calico
import Manifests
import PolicyModel
import Reachability
import Simulation
import Support
import Testing
import Traffic

/// The engine's programs for random policies: run packet by packet, filtered fast, and all packets at once.
@Suite struct AgreementTests {
  @Test(arguments: 0..<4)
  func `random policies make programs that all three readings agree on`(_ part: Int) throws {
    var random = SeededGenerator("programs of random policies, part \(part)", seed: UInt64(part + 1))
    for number in 0..<60 {
      let manifests = ManifestReader.load(text: RandomCase(&random).text, name: "case.json")
      try #require(!manifests.hasErrors, "\(manifests.diagnostics)")
      let engine = try Calico().configured([EngineOption("ipv6Support", number % 2 == 0 ? "true" : "false")])
      let program = try #require(try engine.translate(manifests.cluster) as? NetfilterDataplane)
      for family in [AddressFamily.ipv4, .ipv6] {
        try Self.check(program, manifests.cluster, family, &random, "part \(part), case \(number)")
      }
    }
  }

  private static func check(
    _ program: NetfilterDataplane, _ cluster: Cluster, _ family: AddressFamily, _ random: inout SeededGenerator,
    _ name: String
  ) throws {
    let reachability = try program.reachability(family)
    let filter = try PacketFilter(program, family: family)
    let inside = (cluster.pods.flatMap(\.addresses) + cluster.nodes.flatMap(\.addresses)).filter { $0.family == family }
    let addresses = inside + RandomCase.outside.compactMap { IPAddress($0) }.filter { $0.family == family }
    for _ in 0..<200 {
      let (from, to) = (addresses.randomElement(using: &random)!, addresses.randomElement(using: &random)!)
      let ipProtocol = [IPProtocol.tcp, .tcp, .udp, .sctp, .icmp].randomElement(using: &random)!
      let packet = Packet(from: from, to: to, ipProtocol, port: RandomCase.ports.randomElement(using: &random)!)
      let one = try program.verdict(packet)
      let (source, target) = (reachability.index.end(at: from)!, reachability.index.end(at: to)!)
      let all = reachability.isAllowed(ipProtocol, port: packet.destinationPort, from: source, to: target)
      if all == (one == .allowed), filter.verdict(packet) == one { continue }
      Issue.record("\(name): \(packet): one \(one), filter \(String(describing: filter.verdict(packet))), all \(all)")
      return
    }
  }
}
