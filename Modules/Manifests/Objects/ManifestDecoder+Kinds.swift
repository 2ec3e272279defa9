internal import Diagnostics
internal import PolicyModel

/// Each kind's own way.
extension ManifestDecoder {
  /// Reads `spec`.
  mutating func readSpec(_ kind: ObjectKind, _ draft: inout ObjectDraft) throws(Stop) {
    switch kind {
    case .networkPolicy: draft.policy = try readPolicySpec()
    case .pod: draft.pod = try readPodSpec()
    case .service: draft.service = try readServiceSpec(draft.service ?? ServiceDraft())
    case .node: try readNodeSpec(&draft.node)
    case .namespace: try readMapping(.namespaceSpec) { decoder, _ throws(Stop) in try decoder.events.skip() }
    case .workload(let kind): draft.workload = try readWorkloadSpec(kind)
    }
  }

  /// Reads `status`.
  mutating func readStatus(_ kind: ObjectKind, _ draft: inout ObjectDraft) throws(Stop) {
    switch kind {
    case .pod: draft.podStatus = try readPodStatus()
    case .node: try readNodeStatus(&draft.node)
    case .service: draft.service = try readServiceStatus(draft.service ?? ServiceDraft())
    case .networkPolicy, .namespace, .workload: try events.skip()
    }
  }

  /// Makes the object out of its parts, and keeps it unless it is unusable.
  mutating func keep(_ kind: ObjectKind, _ draft: ObjectDraft) {
    let faults = report.faultCount
    guard let id = identity(kind, draft) else { return }
    switch kind {
    case .namespace:
      if draft.metadata?.statesNoLabels == true { found.bareNamespaces.insert(id.name) }
      if !draft.hasErrors { found.namespaces.append(namespace(id.name, draft)) }
    case .node: if !draft.hasErrors { found.nodes.append(node(id.name, draft)) }
    case .service:
      let service = service(id, draft)
      if !draft.hasErrors, report.faultCount == faults { found.services.append(service) }
    case .networkPolicy:
      if !draft.hasErrors { found.policies.append(policy(id, draft)) }
    case .pod:
      let pod = pod(id, draft)
      if !draft.hasErrors, report.faultCount == faults { found.pods.append(pod) }
    case .workload(let kind):
      let workload = workload(kind, id, draft)
      if let workload, report.faultCount == faults { found.workloads.append(workload) }
    }
  }

  /// The object's name; an error if it has none.
  private mutating func identity(_ kind: ObjectKind, _ draft: ObjectDraft) -> ObjectName? {
    let metadata = draft.metadata ?? Metadata(position: draft.position)
    guard let name = metadata.name, name != .empty else {
      if !metadata.hasUnreadableName {
        add(.missingName(hasGenerateName: metadata.hasGenerateName), at: metadata.position)
      }
      return nil
    }
    guard kind.isNamespaced else { return ObjectName(.empty, name) }
    return ObjectName(metadata.namespace ?? symbols.intern("default"), name)
  }

  private mutating func namespace(_ name: Symbol, _ draft: ObjectDraft) -> Namespace {
    Namespace(
      name: name, labels: draft.metadata?.labels ?? .empty, isBeingDeleted: draft.metadata?.isBeingDeleted ?? false,
      position: draft.position)
  }
}
