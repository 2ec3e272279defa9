internal import Diagnostics
internal import PolicyModel

/// The valid objects of all files, in the order of reading.
struct FoundObjects {
  var namespaces: [Namespace] = []
  var nodes: [Node] = []
  var services: [Service] = []
  var policies: [NetworkPolicy] = []
  var pods: [FoundPod] = []
  var workloads: [FoundWorkload] = []
  /// The names of namespaces that say that they have no labels: `labels: {}`.
  var bareNamespaces: Set<Symbol> = []
  /// How many objects there are of each type that is not read.
  var skipped: [TypeName: Int] = [:]
  /// How many objects there were, skipped and invalid ones included.
  var count = 0
}

/// The object that controls another: kind and name in the same namespace.
struct Controller: Hashable {
  var kind: WorkloadKind
  var name: Symbol
}

/// A pod of the input.
struct FoundPod {
  var pod: Pod
  var controller: Controller?
  /// Whether it has no status yet: someone is about to apply it.
  var isPlanned: Bool
  /// The labels that its node must have.
  var nodeSelector: [Label]
}

/// An object of the input that stamps out pods.
struct FoundWorkload {
  var kind: WorkloadKind
  var id: ObjectName
  var position: SourcePosition
  var controller: Controller?
  /// The pods it takes for its own; `nil` where only owner references tell.
  var selector: LabelSelector?
  /// How many pods it makes; `nil` for one a node.
  var count: Int?
  /// The number in the first pod's name.
  var firstNumber = 0
  /// What its pods are like.
  var template: PodTemplate
}

/// What the pods of a workload have in common.
struct PodTemplate {
  var labels = LabelSet.empty
  var node: Symbol?
  var nodeSelector: [Label] = []
  var serviceAccount: Symbol?
  var ports: [ContainerPort] = []
  var isHostNetwork = false
}
