internal import Diagnostics
internal import PolicyModel

extension ClusterBuilder {
  /// Drops objects that are given a second time, with an error for each.
  mutating func removeDuplicates() {
    let global = { (name: Symbol) in ObjectName(.empty, name) }
    found.namespaces = unique(found.namespaces, .namespace, { global($0.name) }, \.position)
    found.nodes = unique(found.nodes, .node, { global($0.name) }, \.position)
    found.services = unique(found.services, .service, \.id, \.position)
    found.policies = unique(found.policies, .networkPolicy, \.id, \.position)
    found.pods = unique(found.pods, .pod, \.pod.id, \.pod.position)
    for kind in WorkloadKind.allCases where found.workloads.contains(where: { $0.kind == kind }) {
      let others = found.workloads.filter { $0.kind != kind }
      let these = found.workloads.filter { $0.kind == kind }
      found.workloads = others + unique(these, .workload(kind), \.id, \.position)
    }
  }

  private mutating func unique<Object>(
    _ objects: [Object], _ kind: ObjectKind, _ id: (Object) -> ObjectName, _ position: (Object) -> SourcePosition
  ) -> [Object] {
    if options.replacesEarlier { return latest(objects, id) }
    var first: [ObjectName: SourcePosition] = [:]
    first.reserveCapacity(objects.count)
    var kept: [Object]?
    for (index, object) in objects.enumerated() {
      if let earlier = first.updateValue(position(object), forKey: id(object)) {
        first[id(object)] = earlier
        if kept == nil { kept = Array(objects[..<index]) }
        let place = report.files.place(of: earlier).description
        report.add(.duplicateObject(kind, text(id(object)), first: place), at: position(object))
      } else {
        kept?.append(object)
      }
    }
    return kept ?? objects
  }

  /// The objects, of those with one name the last.
  private func latest<Object>(_ objects: [Object], _ id: (Object) -> ObjectName) -> [Object] {
    var places: [ObjectName: Int] = [:]
    var kept: [Object] = []
    for object in objects {
      if let place = places[id(object)] {
        kept[place] = object
      } else {
        places[id(object)] = kept.count
        kept.append(object)
      }
    }
    return kept
  }
}
