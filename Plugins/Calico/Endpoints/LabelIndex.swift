internal import PolicyModel

/// The labels of all classes of endpoints, turned around: for each label and value the classes that have it.
///
/// A selector then costs a few operations on sets of bits, however many endpoints there are.
struct LabelIndex {
  private typealias Values = [String: [Int]]
  private let labels: [String: Values]
  private let bound: Int
  /// Conditions that many classes fulfil, kept since nearly every selector has one.
  private var kept: [Selector: Bitset] = [:]

  /// Conditions on labels of so many classes are kept.
  private static let manyClasses = 256

  init(_ classes: [EndpointTraits], cluster: Cluster) {
    bound = classes.count
    labels = LabelCollector(classes, cluster: cluster).labels()
  }

  /// The classes that a selector selects.
  mutating func classes(_ selector: Selector) -> Bitset {
    switch selector {
    case .all, .global: return .all(bound)
    case .not(let operand):
      var result = classes(operand)
      result.invert()
      return result
    case .and(let operands):
      var result = classes(operands[0])
      for operand in operands.dropFirst() { result.formIntersection(classes(operand)) }
      return result
    case .or(let operands):
      var result = classes(operands[0])
      for operand in operands.dropFirst() { result.formUnion(classes(operand)) }
      return result
    case .has, .compares, .isIn, .notIn: return condition(selector)
    }
  }

  private mutating func condition(_ selector: Selector) -> Bitset {
    if let result = kept[selector] { return result }
    var count = 0
    var result = Bitset(bound: bound)
    let insert = { (classes: [Int]?) in
      guard let classes else { return }
      count += classes.count
      for number in classes { result.insert(number) }
    }
    var isNegative = false
    switch selector {
    case .has(let label): for classes in (labels[label] ?? [:]).values { insert(classes) }
    case .compares(let label, .equal, let value): insert(labels[label]?[value])
    case .compares(let label, .unequal, let value):
      insert(labels[label]?[value])
      isNegative = true
    case .compares(let label, let comparison, let part):
      for (value, classes) in labels[label] ?? [:] where comparison.holds(value, part) { insert(classes) }
    case .isIn(let label, let values): for value in values { insert(labels[label]?[value]) }
    case .notIn(let label, let values):
      for value in values { insert(labels[label]?[value]) }
      isNegative = true
    case .all, .global, .not, .and, .or: break
    }
    if isNegative { result.invert() }
    if count >= Self.manyClasses { kept[selector] = result }
    return result
  }
}

/// Gathers what Calico makes of an endpoint's labels: its own, three of the engine's, and those it inherits.
private struct LabelCollector {
  private let classes: [EndpointTraits]
  private let cluster: Cluster

  init(_ classes: [EndpointTraits], cluster: Cluster) { (self.classes, self.cluster) = (classes, cluster) }

  /// A service account's name of this length or more is no label.
  private static let longAccount = 63

  func labels() -> [String: [String: [Int]]] {
    var result: [String: [String: [Int]]] = [:]
    for (label, classes) in own() {
      let key = cluster.text(label.key)
      if key.hasPrefix("pcns.") || key.hasPrefix("pcsa.") { continue }
      result[key, default: [:]][cluster.text(label.value)] = classes
    }
    result["projectcalico.org/orchestrator"] = ["k8s": Array(classes.indices)]
    addNamespaces(to: &result)
    addAccounts(to: &result)
    return result
  }

  private func own() -> [Label: [Int]] {
    var result: [Label: [Int]] = [:]
    for (number, traits) in classes.enumerated() {
      for label in traits.labels.labels { result[label, default: []].append(number) }
    }
    return result
  }

  private func addNamespaces(to result: inout [String: [String: [Int]]]) {
    let members = Dictionary(grouping: classes.indices) { classes[$0].namespace }
    for namespace in cluster.namespaces {
      guard let members = members[namespace.name] else { continue }
      for label in namespace.labels.labels {
        let key = "pcns." + cluster.text(label.key)
        result[key, default: [:]][cluster.text(label.value), default: []] += members
      }
    }
    // The engine's own labels replace what pods and namespaces call the same.
    for key in ["projectcalico.org/namespace", "pcns.projectcalico.org/name"] {
      result[key] = Dictionary(uniqueKeysWithValues: members.map { (cluster.text($0.key), $0.value) })
    }
  }

  private func addAccounts(to result: inout [String: [String: [Int]]]) {
    let key = "projectcalico.org/serviceaccount"
    for (account, members) in Dictionary(grouping: classes.indices, by: { classes[$0].serviceAccount }) {
      guard let account else { continue }
      let name = cluster.text(account)
      result["pcsa.projectcalico.org/name", default: [:]][name] = members
      guard name.utf8.count < Self.longAccount else { continue }
      let replaced = Set(members)
      for value in (result[key] ?? [:]).keys { result[key]?[value]?.removeAll { replaced.contains($0) } }
      result[key, default: [:]][name, default: []] += members
    }
  }
}
