import AzureNPM
import Backend
import Calico
import Comparison
import Lab
import Manifests
import PolicyModel
import Reachability
import Semantics
import Support
import Testing
import Traffic

private typealias ComparedWitness = Witness

/// Where an engine deviates from the specification, the kernel deviates too: the witness packets of `moat compare`.
@Suite(.serialized) struct DeviationTests {
  private static let clusters: [Cluster] = {
    let examples = ["notin", "shop", "blocks"].map { name in
      ManifestReader.load(paths: [RepositoryRoot.path(of: "Docs/Examples/\(name)")]).cluster
    }
    return examples
      + (UInt64(1)...25).map { seed in
        var random = RandomCluster(seed: seed)
        return ManifestReader.load(text: Array(random.list().utf8), name: "case.json").cluster
      }
  }()

  /// A packet on which engine and specification differ, and what the engine says of it.
  private struct SentWitness {
    var probe: Probe
    var isAllowed: Bool
    var title: String
  }

  @Test(arguments: FilterKind.allCases, Proof.engineNames)
  func `witnesses of deviations are right in the kernel`(_ kind: FilterKind, _ engine: String) throws {
    try Laboratory.require(kind)
    let backend = try #require(Proof.engines.first { $0.descriptor.name == engine })
    var (count, causes): (Int, Set<String>) = (0, [])
    for cluster in Self.clusters {
      let contender = try Contender(backend, cluster)
      let judge = try Contender(SpecificationBackend(), cluster)
      let comparison = try Comparison([contender, judge], judge: SpecificationBackend())
      guard !comparison.differences.isEmpty, let program = contender.program as? any KernelProgram else { continue }
      let failures = try Laboratory.with(kind) { lab in
        let packets = comparison.differences.map { Self.packet($0.witness, comparison, contender) }
        let outside = packets.flatMap { [$0.source, $0.destination] }
        let plan = LabPlan(cluster, program, outside: LabPlan.usualOutside + Array(Set(outside)).sorted())
        let (network, prober) = try lab.install(program, cluster, plan: plan)
        let witnesses = zip(comparison.differences, packets).compactMap { Self.witness($0, $1, plan) }
        let listening = witnesses.compactMap { witness -> ListeningPort? in
          guard [.tcp, .udp].contains(witness.probe.ipProtocol) else { return nil }
          return plan.place(of: witness.probe.target)
            .map { ListeningPort(place: $0, witness.probe.ipProtocol, witness.probe.port) }
        }
        try prober.listen(listening)
        let seen = try network.verdicts(of: witnesses.map(\.probe), by: prober)
        count += witnesses.count
        return zip(witnesses, seen).compactMap { ($1 != nil) == $0.isAllowed ? nil : $0.title }
      }
      causes.formUnion(comparison.differences.compactMap { $0.cause?.deviation?.id })
      #expect(failures == [], "\(engine), \(kind.rawValue)")
    }
    print("witnesses, \(engine), \(kind.rawValue): \(count) packets, deviations \(causes.sorted())")
    #expect(count > 0)
  }

  private static func packet(
    _ witness: ComparedWitness, _ comparison: Comparison, _ contender: Contender
  ) -> Packet {
    let ends = contender.reachability.ends
    return Packet(
      from: ends[comparison.ends[witness.source].ends[0]].address,
      to: ends[comparison.ends[witness.target].ends[0]].address, witness.ipProtocol, port: witness.port)
  }

  /// `nil` for packets that sockets cannot send: of other protocols, of ICMP but for echo requests, to port 0.
  private static func witness(_ difference: Difference, _ packet: Packet, _ plan: LabPlan) -> SentWitness? {
    let isSendable = packet.ipProtocol.hasPorts ? packet.destinationPort > 0 : packet.ipProtocol == .icmp
    guard isSendable, let from = plan.place(of: packet.source), plan.place(of: packet.destination) != nil else {
      return nil
    }
    let probe = Probe(
      from: from, source: packet.source, target: packet.destination, packet.ipProtocol, port: packet.destinationPort)
    let said = difference.isAllowed[0] ? "allowed" : "denied"
    return SentWitness(
      probe: probe, isAllowed: difference.isAllowed[0],
      title:
        "\(packet.source) to \(packet.destination) \(packet.ipProtocol) \(packet.destinationPort), \(said) by the engine"
    )
  }
}
