import Backend
import Comparison
import PolicyModel
import Reachability
import Support
import Testing
import Traffic

/// Comparisons against a look at every pair of ends, one after the other.
@Suite struct BruteForceTests {
  private static let choices = [
    ["azure-npm", "calico"], ["azure-npm@1.5", "calico@3.32"], ["azure-npm", "spec"], ["calico", "spec"],
    ["azure-npm", "calico", "spec"], ["azure-npm", "azure-npm@1.5"],
  ]

  @Test(arguments: 0..<4)
  func `differences are what the reachabilities differ in, pair by pair, all traffic`(_ part: Int) throws {
    var random = SeededGenerator("comparisons of random clusters, part \(part)", seed: UInt64(part + 1))
    var found = 0
    for number in 0..<30 {
      let cluster = try Contenders.cluster(RandomCase(&random).text)
      let engines = try Self.choices[number % Self.choices.count].map { try Contenders.engine($0) }
      for family in [AddressFamily.ipv4, .ipv6] {
        let contenders = try engines.map { try Contender($0, cluster, family: family) }
        let comparison = try Comparison(contenders, judge: try Contenders.engine("spec"))
        found += comparison.differences.count
        let problem = Self.problem(of: comparison) ?? Self.problem(ofWitnesses: comparison)
        #expect(problem == nil, "part \(part), case \(number), \(family), \(contenders.map(\.name))")
      }
    }
    #expect(found > 100)
  }

  @Test func `two states of a cluster differ in what opens and closes`() throws {
    var random = SeededGenerator("comparisons of two clusters")
    for number in 0..<30 {
      let engine = try Contenders.engine(["azure-npm", "calico", "spec"][number % 3])
      let contenders = try [RandomCase(&random).text, RandomCase(&random).text].enumerated().map { index, text in
        try Contender(engine, Contenders.cluster(text), name: "revision \(index)")
      }
      let comparison = try Comparison(contenders, judge: try Contenders.engine("spec"))
      let problem = Self.problem(of: comparison) ?? Self.problem(ofWitnesses: comparison)
      #expect(problem == nil, "case \(number)")
    }
  }

  /// The first pair of which the differences do not say what the reachabilities do.
  private static func problem(of comparison: Comparison) -> String? {
    let ends = comparison.ends
    let groups = comparison.differences.map { ($0, Set($0.sources), Set($0.targets)) }
    for source in ends.indices {
      for target in ends.indices where source != target {
        let known = groups.filter { difference, sources, targets in
          sources.contains(source) && targets.contains(target) && holds(difference.scope, ends[source], ends[target])
        }.map(\.0)
        let isOutside = ends[source].kind == .outside && ends[target].kind == .outside
        let told = told(known)
        let computed = isOutside ? [:] : expected(comparison, ends[source], ends[target])
        if told != computed { return "\(ends[source].name) -> \(ends[target].name): \(told), but \(computed)" }
      }
    }
    return nil
  }

  private static func holds(_ scope: Difference.Scope, _ source: JointEnd, _ target: JointEnd) -> Bool {
    let node = source.nodes.last ?? nil
    let isSame = node != nil && node == target.nodes.last
    return scope == .all || (scope == .sameNode) == isSame
  }

  /// What differences say of a pair: for each combination of verdicts the traffic. Traffic that two of them claim is a
  /// combination of no verdicts.
  private static func told(_ differences: [Difference]) -> [[Bool]: TrafficSet] {
    var told: [[Bool]: TrafficSet] = [:]
    var all = TrafficSet.empty
    for difference in differences {
      if !all.intersection(difference.traffic).isEmpty { told[[]] = difference.traffic }
      all = all.union(difference.traffic)
      told[difference.isAllowed] = (told[difference.isAllowed] ?? .empty).union(difference.traffic)
    }
    return told
  }

  /// What the reachabilities say.
  private static func expected(
    _ comparison: Comparison, _ source: JointEnd, _ target: JointEnd
  ) -> [[Bool]: TrafficSet] {
    var parts: [[Bool]: TrafficSet] = [[]: .all]
    for (contender, (from, to)) in zip(comparison.contenders, zip(source.ends, target.ends)) {
      let allowed = contender.reachability.allowed(from: from, to: to)
      var next: [[Bool]: TrafficSet] = [:]
      for (verdicts, traffic) in parts {
        next[verdicts + [true]] = traffic.intersection(allowed)
        next[verdicts + [false]] = traffic.intersection(allowed.inverted)
      }
      parts = next
    }
    return parts.filter { Set($0.key).count > 1 && !$0.value.isEmpty }
  }

  /// The first difference whose witness is not decided as it says, or lies outside of it.
  private static func problem(ofWitnesses comparison: Comparison) -> String? {
    for difference in comparison.differences {
      let witness = difference.witness
      let (source, target) = (comparison.ends[witness.source], comparison.ends[witness.target])
      guard difference.sources.contains(witness.source), difference.targets.contains(witness.target),
        holds(difference.scope, source, target), difference.traffic.contains(witness.ipProtocol, port: witness.port)
      else { return "witness \(witness) is no part of its difference" }
      for (number, contender) in comparison.contenders.enumerated() {
        let packet = Packet(
          from: source.addresses[number], to: target.addresses[number], witness.ipProtocol, port: witness.port)
        let isAllowed = (try? contender.program.decide(packet))?.verdict == .allowed
        if isAllowed != difference.isAllowed[number] { return "\(contender.name) decides \(packet): \(isAllowed)" }
        let isReached = contender.reachability.isAllowed(
          witness.ipProtocol, port: witness.port, from: source.ends[number], to: target.ends[number])
        if isReached != isAllowed { return "\(contender.name) reaches \(packet): \(isReached)" }
      }
      if difference.cause == nil { return "no cause, not even an unknown one" }
    }
    return nil
  }
}
