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

  /// Skips the test case, with the reason, where no lab can be built with a kind of rules.
  static func require(_ kind: FilterKind) throws {
    if let obstacle = obstacles[kind] { try Test.cancel("no lab with iptables-\(kind.rawValue): \(obstacle)") }
  }

  /// Runs `body` on a thread that may enter namespaces, or skips the test case with the reason.
  static func with<Value>(_ kind: FilterKind, _ body: (Laboratory) throws -> Value) throws -> Value {
    try require(kind)
    return try OwnThread.run { () throws in try body(Laboratory(kind)) }.get()
  }

  /// Runs `body` with each of two labs at once, number 0 and 1; throws what either throws.
  static func withTwo(_ kind: FilterKind, _ body: @Sendable (Int, Laboratory) throws -> Void) throws {
    try require(kind)
    let results = [0, 1].concurrentMap { number in
      Result { try OwnThread.run { () throws in try body(number, Laboratory(kind)) }.get() }
    }
    for result in results { try result.get() }
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
