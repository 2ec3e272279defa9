import AzureNPM
import Backend
import Calico
import Foundation
import Lab
import Manifests
import PolicyModel
import Reachability
import Support
import Synchronization
import Testing
import Traffic

/// The proof with the rules of nftables; the two suites run side by side, so that both cores have work.
@Suite(.serialized) struct NftProofTests {
  @Test(arguments: Proof.allCases, Proof.engineNames)
  func `the kernel does what the simulation says`(proof: Proof, engine: String) throws {
    try proof.run(.nft, engine)
  }
}

/// The proof with the rules of the older iptables.
@Suite(.serialized) struct LegacyProofTests {
  @Test(arguments: Proof.allCases, Proof.engineNames)
  func `the kernel does what the simulation says`(proof: Proof, engine: String) throws {
    try proof.run(.legacy, engine)
  }
}

/// Kernel and simulation on the same programs: equal on every probe.
enum Proof: String, CaseIterable, Sendable {
  case walkthrough
  case cyclonus
  case randomClusters = "random clusters, seeds 1 to 100"

  static let engines: [any PolicyBackend] = [AzureNPM(.v1_5), AzureNPM(.v1_6), Calico(.v3_31), Calico(.v3_32)]
  static let engineNames = engines.map(\.descriptor.name)

  /// Sends all probes of all clusters.
  func run(_ kind: FilterKind, _ engine: String) throws {
    switch self {
    case .walkthrough:
      let steps = ["0-open", "1-deny", "2-labels", "3-mistake", "3-namespaces"]
      try prove(steps.count, kind, engine) { number in
        let path = RepositoryRoot.path(of: "Docs/Examples/walkthrough/\(steps[number])")
        return (steps[number], ManifestReader.load(paths: [path]).cluster)
      }
    case .cyclonus:
      let all = try InputCase.all("inputs/cyclonus")
      try prove(all.count, kind, engine) { number in
        (all[number].name, ManifestReader.load(text: all[number].list, name: "case.json").cluster)
      }
    case .randomClusters:
      try prove(100, kind, engine) { number in
        var random = RandomCluster(seed: UInt64(number) + 1)
        return ("seed \(number + 1)", ManifestReader.load(text: Array(random.list().utf8), name: "case.json").cluster)
      }
    }
  }

  /// Deals the cases out to two labs: while one waits for the kernel to load its rules, the other one sends.
  private func prove(
    _ count: Int, _ kind: FilterKind, _ engine: String, _ load: @Sendable (Int) -> (String, Cluster)
  ) throws {
    let backend = try #require(Self.engines.first { $0.descriptor.name == engine })
    let failures = Mutex<[String]>([])
    try Laboratory.withTwo(kind) { number, lab in
      for index in stride(from: number, to: count, by: 2) {
        let (name, cluster) = load(index)
        guard let program = try backend.translate(cluster) as? any KernelProgram else { continue }
        let differences = try lab.differences(ProbeMatrix(of: cluster), program, cluster)
        failures.withLock { $0 += differences.map { "\(name): \($0)" } }
      }
      let rate = Int(Double(lab.probes) / lab.seconds)
      print("\(rawValue), \(engine), \(kind.rawValue): \(lab.probes) probes, \(rate) a second")
    }
    #expect(failures.withLock { $0 } == [], "\(engine), \(kind.rawValue)")
  }
}

extension ProbeMatrix {
  /// Everybody with everybody: pods, nodes, two of the outside; on the ports that policies name, and what is just beside.
  init(of cluster: Cluster, questions: [Question]? = nil) {
    let book = AddressBook(cluster)
    var parties = book.ends(.ipv4).map { (end: End) -> Party in
      switch end.kind {
      case .pod(let index): Party(cluster.text(cluster.pods[index].id), end.address)
      case .node(let index): Party("node/\(book.nodes[index])", end.address)
      case .outside: Party(end.address.description, end.address)
      }
    }
    let outside = ["203.0.113.7", "8.8.8.8"].compactMap { IPAddress($0) }.filter { book.owner(of: $0) == nil }
    parties += outside.map { Party($0.description, $0) }
    self.init(sources: parties, targets: parties, questions: questions ?? Self.questions(of: cluster))
  }

  private static func questions(of cluster: Cluster) -> [Question] {
    var all = [Question(.tcp, 80), Question(.udp, 53), Question(.sctp, 7777), Question(.icmp, 8 << 8)]
    for rule in cluster.policies.flatMap({ $0.ingress + $0.egress }) {
      for port in rule.ports {
        guard case .number(let number)? = port.port, let first = UInt16(exactly: number), first > 0 else { continue }
        let last = port.endPort.flatMap { UInt16(exactly: $0) } ?? first
        for value in [Int(first) - 1, Int(first), Int(last), Int(last) + 1] {
          if let value = UInt16(exactly: value), value > 0 { all.append(Question(port.ipProtocol, value)) }
        }
      }
    }
    var seen: Set<Question> = []
    return Array(all.filter { seen.insert($0).inserted }.prefix(12))
  }
}
