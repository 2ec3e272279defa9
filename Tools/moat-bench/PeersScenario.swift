import AzureNPM
import Backend
import Calico
import Manifests
import Moat
import Reachability
import Semantics
import Traffic

extension Scenario {
  /// What the best peer that lists all connections needs for a cluster of this size, in seconds.
  private var peerSeconds: Double { self == .peers ? 39 : 300 }
  /// What the other peer with all pairs needs for one port, where that was measured.
  private var onePortPeerSeconds: Double? { self == .peers ? 31 : nil }

  /// Measures loading, translating, the whole reachability, and reading every pair of it, as peers do all of that.
  func measurePeers(_ paths: [String]) throws -> Double {
    let engines: [any PolicyBackend] = [SpecificationBackend(), AzureNPM(), Calico()]
    var sum = 0.0
    for engine in engines {
      var best = (total: Double.infinity, load: 0.0, reach: 0.0)
      for _ in 0..<5 {
        let (load, manifests) = timed { Moat.load(paths) }
        guard !manifests.hasErrors else {
          throw BenchError.text("the generated cluster is not valid: \(manifests.diagnostics[0])")
        }
        let (reach, reachability) = try timed { try engine.translate(manifests.cluster).reachability(.ipv4) }
        let (reading, pairs) = timed { Self.pairs(of: reachability) }
        if pairs == 0 { throw BenchError.text("nothing reaches anything") }
        if load + reach + reading < best.total { best = (load + reach + reading, load, reach) }
      }
      sum += best.total
      line(
        "  \(engine.descriptor.name), in all",
        "\(milliseconds(best.total)) ms: load \(milliseconds(best.load)), reachability \(milliseconds(best.reach)), "
          + "reading all pairs \(milliseconds(best.total - best.load - best.reach))")
      let factor = Int(peerSeconds / best.total)
      line("    against a peer's \(Int(peerSeconds)) s", "\(factor) times faster   (bound 1000)")
      if let seconds = onePortPeerSeconds {
        line("    against a peer's \(Int(seconds)) s for a port", "\(Int(seconds / best.total)) times faster")
      }
    }
    return sum
  }

  /// How many ordered pairs of pods have something that may begin.
  private static func pairs(of reachability: Reachability) -> Int {
    var reader = ReachabilityReader(reachability)
    let inside = 0..<reachability.index.insideCount
    var count = 0
    for source in inside {
      for target in inside where reader.traffic(from: source, to: target) != TrafficPool.nothing { count += 1 }
    }
    return count
  }

  private func milliseconds(_ seconds: Double) -> String { (seconds * 1000).rounded(1) }
}
