import Backend
import Netfilter
import PolicyModel
import Reachability
import Simulation
import Support
import Testing
import Traffic

/// One packet run through a program, a packet through its flat form, and all packets at once give one answer.
@Suite struct AgreementTests {
  private static let programs = 2_000
  private static let packetsPerProgram = 500
  private static let parts = 8

  @Test(arguments: 0..<parts)
  func `a million packets fare alike one by one and all at once`(_ part: Int) throws {
    var random = SeededGenerator("packets through random programs, part \(part)", seed: UInt64(part + 1))
    for number in 0..<Self.programs / Self.parts {
      let seed = random.next()
      try Self.check(seed, "part \(part), program \(number), seed \(seed)")
    }
  }

  private static func check(_ seed: UInt64, _ name: String) throws {
    var random = SeededGenerator(seed: seed)
    let cluster = RandomCluster(&random)
    let family: AddressFamily = random.chance(25) ? .ipv6 : .ipv4
    let dataplane = dataplane(cluster, family, &random)
    let reachability = try dataplane.reachability(family)
    let filter = try PacketFilter(dataplane, family: family)
    for number in 0..<packetsPerProgram {
      let packet = packet(cluster.addresses[family]!, &random)
      let expected = try dataplane.verdict(packet) == .allowed
      let (source, target) = (
        reachability.index.end(at: packet.source)!, reachability.index.end(at: packet.destination)!
      )
      let all = reachability.isAllowed(packet.ipProtocol, port: packet.destinationPort, from: source, to: target)
      let fast = filter.verdict(packet) == .allowed
      var isRead = expected
      if number % 16 == 0 {
        let traffic = reachability.allowed(from: source, to: target)
        isRead = traffic.contains(packet.ipProtocol, port: packet.destinationPort)
      }
      if all == expected, fast == expected, isRead == expected { continue }
      Issue.record("\(name): \(packet) run: \(expected), filter: \(fast), all: \(all), read: \(isRead)")
      return
    }
  }

  static func dataplane(
    _ cluster: RandomCluster, _ family: AddressFamily, _ random: inout SeededGenerator
  ) -> NetfilterDataplane {
    let nodes = cluster.cluster.nodeNames
    let groups = random.chance(50) ? [nodes] : nodes.map { [$0] }
    var programs = groups.map { nodes in
      var maker = RandomProgram(family, for: cluster, &random)
      return NodeProgram(nodes: nodes, program: maker.make(), hooks: [])
    }
    // A node may have no program.
    if programs.count > 1, random.chance(10) { programs.removeLast() }
    let tools = NetfilterTools(
      ruleDialect: .save, setDialect: .save, restore: { _ in [] },
      podInterface: { "veth-\($0)" })
    return NetfilterDataplane(cluster: cluster.cluster, programs: programs, refusals: [], tools: tools)
  }

  private static func packet(_ addresses: [IPAddress], _ random: inout SeededGenerator) -> Packet {
    let ipProtocol = random.pick(RandomProgram.protocols)
    let isICMP = ipProtocol == .icmp || ipProtocol == .icmpv6
    let port: UInt16 =
      isICMP ? random.pick([8 << 8, 8 << 8 | 1, 0, 3 << 8 | 1, 255 << 8]) : random.pick(RandomProgram.ports)
    let shift: UInt16 = isICMP ? 0 : random.pick([0, 0, 1, .max])
    return Packet(from: random.pick(addresses), to: random.pick(addresses), ipProtocol, port: port &+ shift)
  }
}
