import AzureNPM
import Backend
import Calico
import Foundation
import Lab
import Manifests
import PolicyModel
import Support
import Synchronization
import SystemCalls
import Testing
import Traffic

/// Connections that begin while policies change.
@Suite(.serialized) struct GapTests {
  private static let engines: [any PolicyBackend] = [AzureNPM(), Calico()]

  /// Four clients and two servers on one node; the policies let in the first two clients, or the first and the third.
  private static func cluster(_ other: String) -> Cluster {
    let pods = ["a", "b", "c", "d", "s", "t"].enumerated().map { index, name in
      "- { apiVersion: v1, kind: Pod, metadata: { namespace: x, name: \(name), labels: { app: \(name) } }, spec: { nodeName: n1, "
        + "containers: [{ name: c, image: i }] }, status: { podIP: 10.244.0.\(index + 1) } }\n"
    }
    let third = other == "b" ? 3 : 2
    let policies = """
      - apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { namespace: x, name: blocks }
        spec:
          podSelector: { matchLabels: { app: s } }
          ingress: [{ from: [{ ipBlock: { cidr: 10.244.0.0/24, except: [10.244.0.\(third)/32, 10.244.0.4/32] } }] }]
      - apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { namespace: x, name: labels }
        spec:
          podSelector: { matchLabels: { app: t } }
          ingress:
            - from: [{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [a, \(other)] }] } }]

      """
    let node =
      "- { apiVersion: v1, kind: Node, metadata: { name: n1 }, status: { addresses: [{ type: InternalIP, address: 10.224.0.4 }] } }\n"
    let text = "apiVersion: v1\nkind: List\nitems:\n" + node + pods.joined() + policies
    return ManifestReader.load(text: Array(text.utf8), name: "gap.yaml").cluster
  }

  /// The same without policies.
  private static func withoutPolicies(_ cluster: Cluster) -> Cluster {
    Cluster(
      symbols: cluster.symbols, files: cluster.files, namespaces: cluster.namespaces, pods: cluster.pods,
      nodes: cluster.nodes)
  }

  /// One program after the other, and the pairs about which all of them agree.
  private struct Course {
    var steps: [(cluster: Cluster, program: any KernelProgram)]
    var allowed: [Probe] = []
    var denied: [Probe] = []
    var contested = 0

    init(_ clusters: [Cluster], _ backend: any PolicyBackend, isJudgedBy judged: Int) throws {
      steps = try clusters.map { ($0, try #require(try backend.translate($0) as? any KernelProgram)) }
      let plan = LabPlan(steps[0].cluster, steps[0].program)
      let matrix = ProbeMatrix(of: steps[0].cluster, questions: [ProbeMatrix.Question(.tcp, 80)])
      let verdicts = try steps.prefix(judged).map { try matrix.simulate($0.program, in: plan)[0] }
      for (row, source) in matrix.sources.enumerated() where source.name.hasPrefix("x/") {
        for (column, target) in matrix.targets.enumerated() where ["x/s", "x/t"].contains(target.name) {
          let from = try #require(plan.place(of: source.address))
          let probe = Probe(from: from, source: source.address, target: target.address, .tcp, port: 80)
          let said = Set(verdicts.map { $0[row][column] })
          if said == [true] {
            allowed.append(probe)
          } else if said == [false] {
            denied.append(probe)
          } else {
            contested += 1
          }
        }
      }
    }
  }

  private struct Figures: Sendable {
    var changes = 0
    var connections = 0
    var refused = 0
    var leaked = 0
  }

  /// Keeps 200 connections a second beginning while the programs follow each other.
  private static func measure(_ course: Course, _ kind: FilterKind, changes: Int) throws -> Figures {
    let network = try LabNetwork.make(LabPlan(course.steps[0].cluster, course.steps[0].program), kind)
    try network.install(course.steps[0].program, for: course.steps[0].cluster)
    let isOver = Atomic(false)
    let figures = Mutex(Figures())
    let worker = Thread {
      var update = LabUpdate(network)
      for number in 1...changes {
        let step = course.steps[number % course.steps.count]
        do {
          try update.apply(step.program, for: step.cluster, isVerified: number == changes)
        } catch {
          Issue.record(error)
        }
        figures.withLock { $0.changes += 1 }
      }
      isOver.store(true, ordering: .releasing)
    }
    worker.stackSize = 8 << 20
    worker.start()
    try OwnThread.run { () throws in
      let prober = try Prober(network)
      try prober.listen(network.plan.usualPorts(of: course.steps[0].cluster, more: [ProbeMatrix.Question(.tcp, 80)]))
      while !isOver.load(ordering: .acquiring) {
        let start = Host.seconds
        // What all allow arrives at once, so that waiting for it costs nothing; what none allows is waited for in vain.
        prober.patience = 400
        let refused = try prober.fire(course.allowed).count { $0 == nil }
        prober.patience = 5
        let leaked = try prober.fire(course.denied).count { $0 != nil }
        figures.withLock { figures in
          figures.connections += course.allowed.count + course.denied.count
          figures.refused += refused
          figures.leaked += leaked
        }
        let rest = Double(course.allowed.count + course.denied.count) / 200 - (Host.seconds - start)
        if rest > 0 { Host.sleep(milliseconds: UInt32(rest * 1000)) }
      }
    }.get()
    return figures.withLock { $0 }
  }

  @Test(arguments: FilterKind.allCases, engines.map(\.descriptor.name))
  func `a change of policies has no gap`(_ kind: FilterKind, _ engine: String) throws {
    try Laboratory.require(kind)
    let backend = try #require(Self.engines.first { $0.descriptor.name == engine })
    let course = try Course([Self.cluster("b"), Self.cluster("c")], backend, isJudgedBy: 2)
    let changes = 1000
    let figures = try Self.measure(course, kind, changes: changes)
    print("changes without a gap, \(engine), \(kind.rawValue): \(figures)")
    #expect(course.contested >= 4 && !course.allowed.isEmpty && !course.denied.isEmpty)
    #expect(figures.refused == 0)
    #expect(figures.leaked == 0)
    #expect(figures.changes == changes)
  }

  @Test func `the order of the Azure engine, remove then add, has a gap`() throws {
    try Laboratory.require(.nft)
    let clusters = [Self.cluster("b"), Self.cluster("c")]
    let course = try Course(
      clusters + [Self.withoutPolicies(clusters[0])], AzureNPM(), isJudgedBy: 2)
    var engineOrder = course
    engineOrder.steps = [course.steps[0], course.steps[2], course.steps[1], course.steps[2]]
    let figures = try Self.measure(engineOrder, .nft, changes: 600)
    print("changes by removing, then adding, azure-npm, nft: \(figures)")
    #expect(figures.refused == 0)
    #expect(figures.leaked > 0)
  }
}
