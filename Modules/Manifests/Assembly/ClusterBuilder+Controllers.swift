internal import PolicyModel

/// A workload's kind and name.
struct WorkloadKey: Hashable {
  var kind: WorkloadKind
  var id: ObjectName
}

extension ClusterBuilder {
  /// Moves the pods of the input over, each with the workload that users know it by.
  mutating func takePods() {
    let workloads = workloadIndex()
    let hashKey = symbols.intern("pod-template-hash")
    pods.reserveCapacity(found.pods.count)
    for foundPod in found.pods {
      var pod = foundPod.pod
      if let controller = foundPod.controller {
        let key = WorkloadKey(kind: controller.kind, id: ObjectName(pod.id.namespace, controller.name))
        pod.workload = outermost(key, in: workloads, hash: pod.labels.value(of: hashKey))
      }
      if foundPod.isPlanned {
        pod.isSynthetic = true
        planned.append(PlannedPod(pod: pod, nodeSelector: foundPod.nodeSelector))
      } else {
        pods.append(pod)
      }
    }
  }

  /// The workloads of the input by kind and name.
  func workloadIndex() -> [WorkloadKey: Int] {
    var index: [WorkloadKey: Int] = [:]
    for (number, workload) in found.workloads.enumerated() {
      index[WorkloadKey(kind: workload.kind, id: workload.id)] = number
    }
    return index
  }

  /// The Deployment behind a ReplicaSet, the CronJob behind a Job, else the workload itself.
  ///
  /// A ReplicaSet that the input lacks is known by its name, `<deployment>-<hash>`, if the pod's label has the hash.
  private mutating func outermost(_ key: WorkloadKey, in workloads: [WorkloadKey: Int], hash: Symbol?) -> Workload {
    if let number = workloads[key] {
      guard let owner = found.workloads[number].controller else { return Workload(key.kind, key.id.name) }
      return Workload(owner.kind, owner.name)
    }
    guard key.kind == .replicaSet, let hash else { return Workload(key.kind, key.id.name) }
    let (name, suffix) = (symbols.utf8(key.id.name), symbols.utf8(hash))
    let length = name.count - suffix.count - 1
    guard length > 0, name.suffix(suffix.count).elementsEqual(suffix), name.dropFirst(length).first == 45 else {
      return Workload(key.kind, key.id.name)
    }
    let deployment = String(decoding: name.prefix(length), as: UTF8.self)
    return Workload(.deployment, symbols.intern(deployment))
  }
}
