import AzureNPM
import Backend
import Manifests
import Moat
import PolicyModel
import Reachability
import Semantics
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
    let engines: [any PolicyBackend] = [AzureNPM(), SpecificationBackend()]
    var total = loading
    for engine in engines {
      let (seconds, reachability) = try timed { try engine.translate(cluster).reachability(.ipv4) }
      total += seconds
      line("  reachability, \(engine.descriptor.name)", "\(seconds.rounded(3)) s")
      line("    classes, distinct rows", "\(reachability.classCount), \(reachability.rowCount)")
    }
    return total
  }
}
