internal import Diagnostics
internal import PolicyModel
internal import Traffic

/// What is read of a workload's `spec`; of a CronJob, what its job template holds.
struct WorkloadDraft {
  var position: SourcePosition
  var replicas: Int64?
  var selector: LabelSelector?
  var parallelism: Int64?
  var completions: Int64?
  var isSuspended = false
  var firstNumber: Int64 = 0
  var template: TemplateDraft?
  var hasJobTemplate = false

  init(position: SourcePosition) { self.position = position }
}

/// What is read of a pod template.
struct TemplateDraft {
  var position: SourcePosition
  var metadata: Metadata?
  var pod: PodDraft?
}

extension WorkloadKind {
  /// The schema of its `spec`.
  var schema: Schema {
    switch self {
    case .deployment: .deploymentSpec
    case .statefulSet: .statefulSetSpec
    case .daemonSet: .daemonSetSpec
    case .replicaSet: .replicaSetSpec
    case .job: .jobSpec
    case .cronJob: .cronJobSpec
    case .replicationController: .replicationControllerSpec
    }
  }

  /// Whether the API wants a selector.
  var needsSelector: Bool { self != .job && self != .cronJob && self != .replicationController }
}

extension ManifestDecoder {
  /// Reads a workload's `spec`.
  mutating func readWorkloadSpec(_ kind: WorkloadKind) throws(Stop) -> WorkloadDraft {
    var draft = WorkloadDraft(position: position)
    try readMapping(kind.schema) { decoder, field throws(Stop) in
      switch field {
      case .replicas: draft.replicas = try decoder.readCount()
      case .parallelism: draft.parallelism = try decoder.readCount()
      case .completions: draft.completions = try decoder.readCount()
      case .suspend: draft.isSuspended = try decoder.readBool() ?? false
      case .selector:
        if kind == .replicationController {
          draft.selector = try decoder.readPlainSelector()
        } else {
          draft.selector = try decoder.readSelector()
        }
      case .template: draft.template = try decoder.readTemplate()
      case .ordinals: draft.firstNumber = try decoder.readOrdinals()
      case .jobTemplate: try decoder.readJobTemplate(&draft)
      default: try decoder.events.skip()
      }
    }
    return draft
  }

  /// The workload, once selector and template agree.
  mutating func workload(_ kind: WorkloadKind, _ id: ObjectName, _ draft: ObjectDraft) -> FoundWorkload? {
    if draft.hasErrors { return nil }
    let spec = draft.workload ?? WorkloadDraft(position: draft.position)
    let way: [FieldName] = kind == .cronJob ? [.spec, .jobTemplate, .spec] : [.spec]
    path += way.map(PathStep.field)
    defer { path.removeLast(way.count) }
    guard let template = spec.template, let pod = template.pod else {
      add(.missing(pathText(.template), "a pod template with a spec"), at: spec.template?.position ?? spec.position)
      return nil
    }
    let labels = template.metadata?.labels ?? .empty
    checkSelector(kind, spec, labels)
    return FoundWorkload(
      kind: kind, id: id, position: draft.position, controller: draft.metadata?.controller,
      selector: podSelector(kind, id, spec, labels), count: podCount(kind, spec), firstNumber: Int(spec.firstNumber),
      template: PodTemplate(
        labels: labels, node: pod.node, nodeSelector: pod.nodeSelector,
        serviceAccount: pod.serviceAccount ?? pod.formerServiceAccount, ports: pod.ports + pod.initPorts,
        isHostNetwork: pod.isHostNetwork))
  }

  private mutating func checkSelector(_ kind: WorkloadKind, _ spec: WorkloadDraft, _ labels: LabelSet) {
    guard let selector = spec.selector, !selector.isEmpty else {
      if kind.needsSelector {
        add(.missing(pathText(.selector), "the labels of its pods"), at: spec.selector?.position ?? spec.position)
      } else if kind == .replicationController, labels.labels.isEmpty {
        add(.missing(pathText(.selector), "the labels of its pods"), at: spec.position)
      }
      return
    }
    if kind != .job, kind != .cronJob, !selector.matches(labels) {
      add(.selectorMissesTemplate(pathText(.selector)), at: selector.position)
    }
  }

  /// The selector that tells a workload's pods; a Job's is made by the API server, a CronJob has none.
  private mutating func podSelector(
    _ kind: WorkloadKind, _ id: ObjectName, _ spec: WorkloadDraft, _ labels: LabelSet
  ) -> LabelSelector? {
    switch kind {
    case .cronJob: nil
    case .job: LabelSelector(matchLabels: [Label(symbols.intern("job-name"), id.name)])
    case .replicationController: spec.selector ?? LabelSelector(matchLabels: labels.labels)
    default: spec.selector
    }
  }

  /// How many pods run at the same time; `nil` for one a node.
  private func podCount(_ kind: WorkloadKind, _ spec: WorkloadDraft) -> Int? {
    switch kind {
    case .daemonSet: nil
    case .job, .cronJob:
      spec.isSuspended ? 0 : Int(min(spec.parallelism ?? 1, spec.completions ?? .max))
    default: Int(spec.replicas ?? 1)
    }
  }

  private mutating func readCount() throws(Stop) -> Int64? {
    let place = position
    guard let count = try readInteger() else { return nil }
    if count < 0 { add(.negative(pathText, count), at: place) }
    if count > Int32.max { add(.countTooLarge(pathText, count), at: place) }
    return min(max(count, 0), Int64(Int32.max))
  }

  private mutating func readOrdinals() throws(Stop) -> Int64 {
    var start: Int64 = 0
    try readMapping(.ordinals) { decoder, _ throws(Stop) in start = try decoder.readCount() ?? 0 }
    return start
  }

  /// Reads a selector that is a map of labels.
  private mutating func readPlainSelector() throws(Stop) -> LabelSelector? {
    let place = position
    let labels = try readLabels()
    return labels.isEmpty ? nil : LabelSelector(matchLabels: labels, position: place)
  }

  private mutating func readTemplate() throws(Stop) -> TemplateDraft {
    var draft = TemplateDraft(position: position)
    try readMapping(.podTemplateSpec) { decoder, field throws(Stop) in
      if field == .metadata {
        draft.metadata = try decoder.readMetadata(nil)
      } else {
        draft.pod = try decoder.readPodSpec()
      }
    }
    return draft
  }

  private mutating func readJobTemplate(_ draft: inout WorkloadDraft) throws(Stop) {
    let isSuspended = draft.isSuspended
    try readMapping(.jobTemplateSpec) { decoder, field throws(Stop) in
      if field == .metadata {
        _ = try decoder.readMetadata(nil)
      } else {
        draft = try decoder.readWorkloadSpec(.job)
      }
    }
    draft.isSuspended = draft.isSuspended || isSuspended
  }
}
