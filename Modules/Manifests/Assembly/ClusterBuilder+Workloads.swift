internal import Diagnostics
internal import PolicyModel

extension ClusterBuilder {
  /// Makes the pods of workloads that the input has no pods of.
  ///
  /// StatefulSets come first, since their pods' names are not ours to choose.
  mutating func expandWorkloads() {
    if found.workloads.isEmpty { return }
    let served = servedWorkloads()
    let index = workloadIndex()
    let isFree = { (number: Int) in
      guard !served.contains(number), let owner = found.workloads[number].controller else {
        return !served.contains(number)
      }
      return index[WorkloadKey(kind: owner.kind, id: ObjectName(found.workloads[number].id.namespace, owner.name))]
        == nil
    }
    let order = found.workloads.indices.filter(isFree).sorted { comesFirst(found.workloads[$0], found.workloads[$1]) }
    var naming = PodNaming(taken: Set(pods.map(\.id)).union(planned.map(\.pod.id)))
    let nodes = NodeChoice(found.nodes, pods: pods + planned.map(\.pod), symbols: &symbols)
    var made = 0
    for number in order {
      let workload = found.workloads[number]
      let targets = workload.count == nil ? nodes.candidates(workload.template.nodeSelector, orAll: false) : []
      let count = workload.count ?? targets.count
      made += count
      guard made <= options.limits.syntheticPods else {
        report.add(.tooManyPods(workload.kind, text(workload.id), options.limits.syntheticPods), at: workload.position)
        return
      }
      expand(workload, count: count, on: targets, &naming)
    }
  }

  private mutating func expand(
    _ workload: FoundWorkload, count: Int, on targets: [Symbol], _ naming: inout PodNaming
  ) {
    let labeler = PodLabeler(workload, symbols: &symbols)
    for index in 0..<count {
      let suffix = targets.isEmpty ? String(workload.firstNumber + index) : symbols.text(targets[index])
      let name = naming.name(for: workload, suffix: suffix, symbols: &symbols)
      let id = ObjectName(workload.id.namespace, name)
      var pod = Pod(id, labels: labeler.labels(name: name, number: workload.firstNumber + index, symbols: &symbols))
      pod.node = workload.template.node ?? (targets.isEmpty ? nil : targets[index])
      pod.serviceAccount = workload.template.serviceAccount
      pod.ports = workload.template.ports
      pod.isHostNetwork = workload.template.isHostNetwork
      pod.workload = Workload(workload.kind, workload.id.name)
      if let owner = workload.controller { pod.workload = Workload(owner.kind, owner.name) }
      pod.isSynthetic = true
      pod.position = workload.position
      planned.append(PlannedPod(pod: pod, nodeSelector: workload.template.nodeSelector))
    }
  }

  private func comesFirst(_ left: FoundWorkload, _ right: FoundWorkload) -> Bool {
    let (leftIsSet, rightIsSet) = (left.kind == .statefulSet, right.kind == .statefulSet)
    if leftIsSet != rightIsSet { return leftIsSet }
    return left.id == right.id ? left.kind.rawValue < right.kind.rawValue : precedes(left.id, right.id)
  }

  /// The workloads that have pods in the input: owned ones, or ones that the selector selects.
  private func servedWorkloads() -> Set<Int> {
    var served: Set<Int> = []
    let index = workloadIndex()
    let all = pods + planned.map(\.pod)
    for foundPod in found.pods {
      guard let owner = foundPod.controller else { continue }
      let id = ObjectName(foundPod.pod.id.namespace, owner.name)
      if let number = index[WorkloadKey(kind: owner.kind, id: id)] { served.insert(number) }
    }
    for pod in all {
      guard let workload = pod.workload else { continue }
      let key = WorkloadKey(kind: workload.kind, id: ObjectName(pod.id.namespace, workload.name))
      if let number = index[key] { served.insert(number) }
    }
    let population = LabelPopulation(all)
    for (number, workload) in found.workloads.enumerated() where !served.contains(number) {
      if let selector = workload.selector, population.has(selector, in: workload.id.namespace) { served.insert(number) }
    }
    return served
  }
}
