internal import PolicyModel

/// Names for pods that workloads make, none of them taken.
struct PodNaming {
  private var taken: Set<ObjectName>

  init(taken: Set<ObjectName>) { self.taken = taken }

  /// `<workload>-<suffix>`; `<workload>-<kind>-<suffix>` where that is taken.
  mutating func name(for workload: FoundWorkload, suffix: String, symbols: inout SymbolTable) -> Symbol {
    let stem = symbols.text(workload.id.name)
    var candidate = symbols.intern("\(stem)-\(suffix)")
    var infix = workload.kind.rawValue.lowercased()
    while !taken.insert(ObjectName(workload.id.namespace, candidate)).inserted {
      candidate = symbols.intern("\(stem)-\(infix)-\(suffix)")
      infix += "-x"
    }
    return candidate
  }
}

/// The labels that pods get from their template and its controller.
struct PodLabeler {
  private let shared: LabelSet
  private let isNumbered: Bool
  private let nameKey: Symbol
  private let indexKey: Symbol

  init(_ workload: FoundWorkload, symbols: inout SymbolTable) {
    isNumbered = workload.kind == .statefulSet
    nameKey = symbols.intern("statefulset.kubernetes.io/pod-name")
    indexKey = symbols.intern("apps.kubernetes.io/pod-index")
    if workload.kind == .job || workload.kind == .cronJob {
      let keys = [symbols.intern("batch.kubernetes.io/job-name"), symbols.intern("job-name")]
      let added = keys.map { Label($0, workload.id.name) }
      shared = Self.adding(added, to: workload.template.labels, symbols: symbols)
    } else {
      shared = workload.template.labels
    }
  }

  /// The labels of one pod; all pods share them, save those of a StatefulSet.
  func labels(name: Symbol, number: Int, symbols: inout SymbolTable) -> LabelSet {
    guard isNumbered else { return shared }
    let index = symbols.intern(String(number))
    return Self.adding([Label(nameKey, name), Label(indexKey, index)], to: shared, symbols: symbols)
  }

  private static func adding(_ labels: [Label], to set: LabelSet, symbols: SymbolTable) -> LabelSet {
    let others = set.labels.filter { label in !labels.contains { $0.key == label.key } }
    return LabelSet(sorted: symbols.sorted(others + labels))
  }
}
