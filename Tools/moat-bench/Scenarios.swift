import AzureNPM
import Backend
import Calico
import Glibc
import Manifests
import Moat
import PolicyModel
import Text

/// What is measured, each in a process of its own, so that its memory is its own.
enum Scenario: String, CaseIterable {
  case load
  case translate
  case translateLarge = "translate-large"
  case reach
  case reachLarge = "reach-large"
  case compare
  case history
  case calico
  case calicoMedium = "calico-medium"

  /// The cluster that it works on.
  var size: ClusterText {
    switch self {
    case .load, .translate, .calico, .reach, .compare, .history:
      ClusterText(podCount: 20_000, policyCount: 2_000, namespaceCount: 200, nodeCount: 100)
    case .calicoMedium: ClusterText(podCount: 5_000, policyCount: 1_000, namespaceCount: 100, nodeCount: 50)
    case .translateLarge, .reachLarge:
      ClusterText(podCount: 100_000, policyCount: 10_000, namespaceCount: 1_000, nodeCount: 500)
    }
  }

  /// What is said behind the figure of memory.
  var memoryBound: String {
    switch self {
    case .load: "   (bound 400 MB)"
    case .calico: "   (bound 2000 MB)"
    default: ""
    }
  }

  /// Measures on the files of `folder`, prints a line for each figure, and leaves the seconds of loading and working in
  /// a file for the comparison of scenarios.
  func measure(in folder: String) throws {
    let files = files(in: folder)
    let seconds =
      switch self {
      case .load: try measureLoad(files.pods)
      case .translate, .translateLarge: try measureTranslate([files.rest, files.pods])
      case .history: try measureHistory([files.rest, files.pods], in: folder)
      case .compare: try measureCompare([files.rest, files.pods])
      case .reach, .reachLarge: try measureReach([files.rest, files.pods])
      case .calico, .calicoMedium: try measureNodes([files.rest, files.pods])
      }
    try write(Array("\(Int(seconds * 1e6))".utf8), to: result(in: folder))
  }

  /// Where a measurement leaves its seconds, in millionths.
  func result(in folder: String) -> String { "\(folder)/\(rawValue).microseconds" }

  /// The seconds that a measurement has left.
  func seconds(in folder: String) -> Double? {
    guard let file = fopen(result(in: folder), "r") else { return nil }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 32)
    return fgets(&text, 32, file) == nil ? nil : Double(atoll(text)) / 1e6
  }

  /// Writes the cluster's files.
  func prepare(in folder: String) throws {
    let files = files(in: folder)
    try write(size.pods(), to: files.pods)
    try write(size.rest(), to: files.rest)
  }

  func files(in folder: String) -> (pods: String, rest: String) {
    ("\(folder)/\(size.podCount)-pods.json", "\(folder)/\(size.podCount)-rest.json")
  }

  private func measureLoad(_ path: String) throws -> Double {
    var bare: [Double] = []
    var full: [Double] = []
    var pods = 0
    for _ in 0..<3 {
      bare.append(try timed { try BareParser.countEvents(path: path) }.seconds)
      let (seconds, manifests) = timed { Moat.load([path]) }
      full.append(seconds)
      pods = manifests.cluster.pods.count
    }
    let (least, most) = (bare.min() ?? 0, full.min() ?? 0)
    var status = stat()
    stat(path, &status)
    line("  pods, bytes of JSON", "\(pods), \(status.st_size)")
    line("  libyaml alone", "\(least.rounded(3)) s")
    line("  load", "\(most.rounded(3)) s")
    line("  load / libyaml alone", "\((most / least).rounded(2))   (bound 1.5)")
    return most
  }

  private func measureTranslate(_ paths: [String]) throws -> Double {
    let (loading, manifests) = timed { Moat.load(paths) }
    let cluster = manifests.cluster
    guard !manifests.hasErrors else {
      throw BenchError.text("the generated cluster is not valid: \(manifests.diagnostics[0])")
    }
    var best = Double.infinity
    var bytes = 0
    for _ in 0..<3 {
      let (seconds, size) = try timed {
        let program = try AzureNPM().translate(cluster)
        let texts = program.artifacts(for: program.groups[0].nodes[0], as: .restore)
        return texts.reduce(0) { $0 + $1.content.bytes.count }
      }
      best = min(best, seconds)
      bytes = size
    }
    line("  pods, policies", "\(cluster.pods.count), \(cluster.policies.count)")
    line("  load", "\(loading.rounded(3)) s")
    line("  translate to restore texts", "\(best.rounded(3)) s" + (self == .translate ? "   (bound 1 s)" : ""))
    line("  bytes of text", "\(bytes)")
    return loading + best
  }

  /// The programs of every node, held at once, and then the texts of one node after another.
  private func measureNodes(_ paths: [String]) throws -> Double {
    let (loading, manifests) = timed { Moat.load(paths) }
    let cluster = manifests.cluster
    var best = Double.infinity
    var writing = Double.infinity
    var bytes = 0
    for _ in 0..<3 {
      let (seconds, program) = try timed { try Calico().translate(cluster) }
      let (textSeconds, size) = timed {
        program.groups.reduce(0) { sum, group in
          program.artifacts(for: group.nodes[0], as: .restore).reduce(sum) { $0 + $1.content.bytes.count }
        }
      }
      (best, writing, bytes) = (min(best, seconds), min(writing, textSeconds), size)
    }
    line("  pods, policies, nodes", "\(cluster.pods.count), \(cluster.policies.count), \(cluster.nodes.count)")
    line("  load", "\(loading.rounded(3)) s")
    line("  programs of all nodes", "\(best.rounded(3)) s   (bound \(self == .calico ? 3 : 1) s)")
    line("  restore texts, node by node", "\(writing.rounded(3)) s")
    line("  bytes of text", "\(bytes)")
    return loading + best
  }

  func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "w") else { throw BenchError.text("cannot write \(path)") }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw BenchError.text("cannot write \(path)") }
  }
}

/// A benchmark that could not be run.
enum BenchError: Error {
  case text(String)
}

/// Prints a figure under its name.
func line(_ name: String, _ value: String) {
  print("\(name)\(String(repeating: " ", count: max(1, 32 - name.count)))\(value)")
  fflush(nil)
}
