internal import Backend
internal import Lab
internal import Manifests
internal import PolicyModel
internal import Traffic

/// The cluster that a lab stands for, and the program that its engine makes of it.
struct LabCluster {
  let backend: any PolicyBackend
  let cluster: Cluster
  let program: any KernelProgram

  init(_ backend: any PolicyBackend, _ cluster: Cluster) throws {
    (self.backend, self.cluster) = (backend, cluster)
    guard let program = try backend.translate(cluster) as? any KernelProgram else {
      throw Failure(
        outcome: .input, message: "engine \(backend.descriptor.name) has no program that a kernel could hold",
        notes: ["use --engine azure-npm or calico"])
    }
    self.program = program
  }

  /// That of a lab that is up, read again from what was kept of its input.
  init(of lab: Lab, in context: Context) throws {
    try self.init(lab.input(), lab.state, in: context)
  }

  /// That of other texts and labels under the lab's engine.
  init(_ texts: [(name: String, text: [UInt8])], _ state: LabState, in context: Context) throws {
    let manifests = Self.load(texts, podCIDR: state.podCIDR)
    let settings = state.settings.compactMap { EngineOption($0) }
    let backend = try context.registry.backend(named: state.engine, options: settings)
    try self.init(backend, try manifests.cluster.labelled(state.labels))
  }

  /// Reads texts as things that are applied one after the other.
  static func load(_ texts: [(name: String, text: [UInt8])], podCIDR: String?) -> LoadedManifests {
    var options = ManifestOptions()
    options.podCIDR = podCIDR.flatMap { CIDR($0) }
    options.replacesEarlier = true
    return ManifestReader.load(texts: texts, options: options)
  }
}

extension Cluster {
  /// The cluster with labels set by hand: each `namespace/pod key=value`, or `namespace/pod key-`.
  func labelled(_ changes: [String]) throws(Failure) -> Cluster {
    var (symbols, pods) = (symbols, pods)
    for change in changes {
      let words = change.split(separator: " ", maxSplits: 1).map(String.init)
      guard words.count == 2, let index = pods.firstIndex(where: { text($0.id) == words[0] }) else {
        throw Failure(outcome: .input, message: "\"\(words.first ?? "")\" is no pod of the lab; expected namespace/pod")
      }
      var labels = pods[index].labels.labels.map { (key: symbols.text($0.key), value: symbols.text($0.value)) }
      if words[1].hasSuffix("-"), !words[1].contains("=") {
        labels.removeAll { $0.key == words[1].dropLast() }
      } else {
        let parts = words[1].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty else {
          throw Failure(
            outcome: .input, message: "\"\(words[1])\" is no label; expected key=value, or key- to remove one")
        }
        if let objection = ManifestReader.objection(toLabel: parts[0], parts[1]) {
          throw Failure(outcome: .input, message: objection)
        }
        labels.removeAll { $0.key == parts[0] }
        labels.append((key: parts[0], value: parts[1]))
      }
      labels.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      pods[index].labels = LabelSet(
        sorted: labels.map { Label(symbols.intern($0.key), symbols.intern($0.value)) })
    }
    return Cluster(
      symbols: symbols, files: files, namespaces: namespaces, pods: pods, nodes: nodes, services: services,
      policies: policies)
  }
}
