internal import Diagnostics
internal import PolicyModel
internal import Traffic

/// Makes a cluster of the objects that were found: adds what the API server and the controllers would add.
///
/// Whatever the order of the input, the result is the same: everything is done in the order of names.
struct ClusterBuilder {
  var found: FoundObjects
  var symbols: SymbolTable
  var report: Report
  let options: ManifestOptions

  /// The pods so far, made ones included.
  var pods: [Pod] = []
  /// The pods that need a node and an address.
  var planned: [PlannedPod] = []

  init(found: FoundObjects, symbols: SymbolTable, report: Report, options: ManifestOptions) {
    self.found = found
    self.symbols = symbols
    self.report = report
    self.options = options
  }

  /// Makes the cluster.
  mutating func build() -> LoadedManifests {
    removeDuplicates()
    takePods()
    expandWorkloads()
    placePods()
    completeNamespaces()
    let skipped = skippedKinds()
    let cluster = Cluster(
      symbols: symbols, files: report.files, namespaces: found.namespaces, pods: pods, nodes: found.nodes,
      services: found.services, policies: found.policies)
    return LoadedManifests(
      cluster: cluster, diagnostics: report.sorted(), skipped: skipped,
      isTranslatable: report.faultCount == 0)
  }

  /// `namespace/name`, or the name alone.
  func text(_ id: ObjectName) -> String {
    (id.namespace == .empty ? "" : symbols.text(id.namespace) + "/") + symbols.text(id.name)
  }

  /// Order of namespace, then name.
  func precedes(_ left: ObjectName, _ right: ObjectName) -> Bool {
    left.namespace == right.namespace
      ? symbols.precedes(left.name, right.name) : symbols.precedes(left.namespace, right.namespace)
  }

  private func skippedKinds() -> [SkippedKind] {
    found.skipped.map { name, count in
      SkippedKind(kind: symbols.text(name.kind), apiVersion: symbols.text(name.apiVersion), count: count)
    }.sorted { ($0.kind, $0.apiVersion) < ($1.kind, $1.apiVersion) }
  }
}

/// A pod that is to be given a node and an address.
struct PlannedPod {
  var pod: Pod
  var nodeSelector: [Label]
}
