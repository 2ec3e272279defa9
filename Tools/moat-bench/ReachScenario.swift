import AzureNPM
import Backend
import Calico
import Comparison
import Manifests
import Moat
import PolicyModel
import Reachability
import Semantics
import Simulation
import Traffic

extension Scenario {
  /// Measures how long the whole reachability takes under each engine.
  func measureReach(_ paths: [String]) throws -> Double {
    let (loading, manifests) = timed { Moat.load(paths) }
    let cluster = manifests.cluster
    guard !manifests.hasErrors else {
      throw BenchError.text("the generated cluster is not valid: \(manifests.diagnostics[0])")
    }
    line("  pods, policies", "\(cluster.pods.count), \(cluster.policies.count)")
    line("  load", "\(loading.rounded(3)) s")
    let engines: [any PolicyBackend] = [AzureNPM(), Calico(), SpecificationBackend()]
    var total = loading
    for engine in engines {
      let (translating, program) = try timed { try engine.translate(cluster) }
      let (analysing, reachability) = try timed { try program.reachability(.ipv4) }
      let seconds = translating + analysing
      total += seconds
      line(
        "  reachability, \(engine.descriptor.name)",
        "\(seconds.rounded(3)) s, of which translating \(translating.rounded(3)) s"
          + (self == .reach ? "   (bound 2 s)" : "   (bound 15 s)"))
      line("    classes, distinct rows", "\(reachability.classCount), \(reachability.rowCount)")
    }
    try measurePackets(cluster, reachabilityOf: AzureNPM())
    return total
  }

  /// Measures the whole comparison of both engines, translating included.
  func measureCompare(_ paths: [String]) throws -> Double {
    let (loading, manifests) = timed { Moat.load(paths) }
    let cluster = manifests.cluster
    line("  pods, policies", "\(cluster.pods.count), \(cluster.policies.count)")
    let (making, contenders) = try timed { try [Contender(AzureNPM(), cluster), Contender(Calico(), cluster)] }
    let (comparing, comparison) = try timed { try Comparison(contenders, judge: SpecificationBackend()) }
    line("  translate and analyse", "\(making.rounded(3)) s")
    line("  compare", "\(comparing.rounded(3)) s   (\(comparison.differences.count) groups)")
    line("  in all, after loading", "\((making + comparing).rounded(3)) s   (bound 6 s)")
    return loading + making + comparing
  }

  /// Measures how many packets a second go through an engine's program, one by one.
  private func measurePackets(_ cluster: Cluster, reachabilityOf engine: some PolicyBackend) throws {
    guard let program = try engine.translate(cluster) as? NetfilterDataplane else { return }
    let (preparing, filter) = try timed { try PacketFilter(program, family: .ipv4) }
    let addresses = cluster.pods.compactMap(\.addresses.first)
    var generator = SeededBits(state: 7)
    let packets = (0..<100_000).map { _ in
      Packet(
        from: addresses[Int(generator.next() % UInt64(addresses.count))],
        to: addresses[Int(generator.next() % UInt64(addresses.count))], generator.next() % 4 == 0 ? .udp : .tcp,
        port: [53, 80, 443, 8000, 8001, 8050][Int(generator.next() % 6)])
    }
    var allowed = 0
    let (seconds, _) = timed {
      for _ in 0..<20 { for packet in packets where filter.verdict(packet) == .allowed { allowed += 1 } }
    }
    line("  one by one, prepared in", "\(preparing.rounded(3)) s")
    let speed = Int(Double(packets.count) * 20 / seconds)
    line("  packets a second", "\(speed)   (bound 1000000; \(allowed / 20) of \(packets.count) allowed)")
  }
}

/// Bits that are the same in every run (splitmix64).
struct SeededBits {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}
