import Backend
import Lab
import PolicyModel
import Support
import SystemCalls
import Testing
import Traffic

/// A network that is built when a cluster needs another than the last one had, and is else used again.
final class Laboratory {
  let kind: FilterKind
  private var plan: LabPlan?
  private var network: LabNetwork?
  private var prober: Prober?
  /// What was sent so far, and in how many seconds of probing.
  private(set) var probes = 0
  private(set) var seconds = 0.0

  init(_ kind: FilterKind) { self.kind = kind }

  /// Why no lab can be built with a kind of rules, for those kinds where none can.
  static let obstacles: [FilterKind: String] = Dictionary(
    uniqueKeysWithValues: FilterKind.allCases.compactMap { kind in
      do throws(LabError) {
        try LabNetwork.check(kind)
        return nil
      } catch {
        return (kind, error.description)
      }
    })

  /// Runs `body` on a thread that may enter namespaces, or skips the test case with the reason.
  static func with<Value>(_ kind: FilterKind, _ body: (Laboratory) throws -> Value) throws -> Value {
    if let obstacle = obstacles[kind] { try Test.cancel("no lab with iptables-\(kind.rawValue): \(obstacle)") }
    return try OwnThread.run { () throws in try body(Laboratory(kind)) }.get()
  }

  /// Installs a program in a network of the cluster's shape.
  func install(
    _ program: any KernelProgram, _ cluster: Cluster, plan wish: LabPlan? = nil
  ) throws -> (LabNetwork, Prober) {
    let wanted = wish ?? LabPlan(cluster, program)
    if wanted == plan, let network, let prober {
      try network.clear()
      try network.install(program, for: cluster)
      return (network, prober)
    }
    (network, prober, plan) = (nil, nil, nil)
    let made = try LabNetwork.make(wanted, kind)
    let sender = try Prober(made)
    (network, prober, plan) = (made, sender, wanted)
    try made.install(program, for: cluster)
    return (made, sender)
  }

  /// The cells in which kernel and simulation differ; at most ten of them, in words.
  func differences(_ matrix: ProbeMatrix, _ program: any KernelProgram, _ cluster: Cluster) throws -> [String] {
    let (network, prober) = try install(program, cluster)
    let start = Host.seconds
    let real = try matrix.probe(network, by: prober)
    seconds += Host.seconds - start
    probes += real.count
    let simulated = try matrix.simulate(program, in: network.plan)
    var found: [String] = []
    for (number, question) in matrix.questions.enumerated() {
      for (row, source) in matrix.sources.enumerated() {
        for (column, target) in matrix.targets.enumerated() {
          let (kernel, program) = (real.cells[number][row][column], simulated[number][row][column])
          guard kernel != program else { continue }
          found.append(
            "\(source.name) to \(target.name) on \(question.label): kernel \(kernel.word), simulation \(program.word)")
        }
      }
    }
    return Array(found.prefix(10))
  }
}

extension Bool? {
  fileprivate var word: String { map { $0 ? "allows" : "denies" } ?? "is not asked" }
}
