import AzureNPM
import Backend
import Calico
import Glibc
import History
import Manifests
import Moat
import PolicyModel
import Semantics
import Traffic

extension Scenario {
  /// Measures plans, and a history of 1,000 revisions that change ten pods each.
  func measureHistory(_ paths: [String], in folder: String) throws -> Double {
    let (loading, manifests) = timed { Moat.load(paths) }
    let cluster = manifests.cluster
    line("  pods, policies", "\(cluster.pods.count), \(cluster.policies.count)")
    line("  load", "\(loading.rounded(3)) s")
    let path = "\(folder)/history.sqlite"
    defer { for name in ["", "-wal", "-shm"] { unlink(path + name) } }
    let store = try Moat.history(at: path, for: .create)
    let row = try store.create("prod", NetworkChoice(.azure, .azure))
    let registry = BackendRegistry([AzureNPM(), Calico(), SpecificationBackend()])
    var planner = Planner(store, row, registry: registry)
    let (first, plan) = try timed { try planner.plan(applying: cluster, from: paths, in: folder) }
    line("  plan of everything", "\(first.rounded(3)) s")
    let (recording, _) = try timed {
      try store.append(plan.revision(author: "a", message: "first", time: .now), to: row)
    }
    line("  record it", "\(recording.rounded(3)) s")
    let changed = cluster.withoutOneRule()
    planner.findsDeviations = false
    let (planning, _) = try timed { try planner.plan(applying: changed, from: paths, in: folder) }
    line("  plan, one policy changed", "\(planning.rounded(3)) s   (bound 1.5 s)")
    planner.findsDeviations = true
    let (full, small) = try timed { try planner.plan(applying: changed, from: paths, in: folder) }
    line("    with new deviations", "\(full.rounded(3)) s   (\(small.ledger.entries.count) groups of connections)")
    try recordThousand(store, row, engine: plan.new.backend.descriptor.name)
    _ = try store.compact()
    measureQuestions(of: store, row, path)
    return loading + planning
  }

  /// Records revisions as applies would, without computing their connections: ten pods get another label, each with two
  /// groups of connections that open and two that close.
  private func recordThousand(_ store: HistoryStore, _ row: ClusterRow, engine: String) throws {
    var pods = try store.objects(of: row, at: 1).filter { $0.object.key.kind == .pod }
    let names = Dictionary(grouping: pods.map(\.object.key.path)) { $0.split(separator: "/").first ?? "" }.values.map {
      $0
    }
    var random = SeededBits(state: 3)
    let (seconds, _) = try timed {
      for number in 2...1_000 {
        var revision = NewRevision(after: number - 1, .apply, row.network, engine: engine)
        (revision.author, revision.message) = ("ann", "change \(number)")
        var changes: [ConnectionChange] = []
        for index in 0..<10 {
          let place = (number * 10 + index) % pods.count
          let text = pods[place].object.text.replacing("\"tier\":\"", with: "\"tier\":\"n\(number % 10)")
          revision.removed.append(pods[place])
          revision.added.append(
            StoredObject(pods[place].object.key, content: Array(text.utf8), place: pods[place].object.place))
          let group = names[Int(random.next() % UInt64(names.count))]
          let pod = [pods[place].object.key.path]
          let port = TrafficSet(.tcp, PortSet([PortRange(UInt16(8000 + random.next() % 5))]))
          for isOpened in [true, false] {
            changes.append(ConnectionChange(isOpened: isOpened, from: group, to: pod, port))
            changes.append(ConnectionChange(isOpened: isOpened, from: pod, to: group, .all))
          }
        }
        revision.connections = [(engine, changes)]
        try store.append(revision, to: row)
        if number % 100 == 0 { pods = try store.objects(of: row, at: number).filter { $0.object.key.kind == .pod } }
      }
    }
    line("  record one of 1,000 revisions", "\((seconds).rounded(2)) ms")
  }

  private func measureQuestions(of store: HistoryStore, _ row: ClusterRow, _ path: String) {
    var status = stat()
    stat(path, &status)
    line("  1,000 revisions, bytes", "\(status.st_size)   (bound 60000000)")
    let (asking, events) = timed {
      (try? store.events(of: row, from: { $0.hasSuffix("/app-1") }, to: { $0.hasSuffix("/app-2") }, .tcp, port: 8001))
        ?? []
    }
    line("  when", "\((asking * 1000).rounded(1)) ms   (bound 100 ms; \(events.count) events)")
    setenv("MOAT_STORE", path, 1)
    let own = String(cString: realpath("/proc/self/exe", nil))
    let moat = own.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/moat"
    for (name, arguments, bound) in [
      ("moat log", ["log"], 30), ("moat cluster list", ["cluster", "list"], 30),
      ("moat when", ["when", "--from", "ns-0/app-0", "--to", "ns-0/app-1", "--port", "8001"], 100),
    ] {
      let runs = (0..<9).compactMap { _ in Child.run([moat] + arguments, isQuiet: true)?.seconds }.sorted()
      guard !runs.isEmpty else { continue }
      line("  \(name), median", "\((runs[runs.count / 2] * 1000).rounded(1)) ms   (bound \(bound) ms)")
    }
  }
}

extension Cluster {
  /// The same cluster with the first rule of one policy gone.
  fileprivate func withoutOneRule() -> Cluster {
    var policies = policies
    if let index = policies.firstIndex(where: { $0.ingress.first?.ports.count ?? 0 > 1 }) {
      policies[index].ingress[0].ports.removeLast()
    }
    return Cluster(
      symbols: symbols, files: files, namespaces: namespaces, pods: pods, nodes: nodes, services: services,
      policies: policies)
  }
}
