internal import GRDB
public import Text

extension HistoryStore {
  /// Everything that can be read of a file, in whatever state it is, as lines of JSON (schema `moat.history/1`), and what
  /// could not be read.
  ///
  /// Objects that are not what their digest says are left out, each with a problem. Costs O(file).
  public static func export(
    _ path: String, cluster name: String? = nil
  ) throws(HistoryError) -> (text: TextBuffer, problems: [String]) {
    let store = try open(path, for: .rescue)
    return try store.read { database in
      let rescue = Rescue(database)
      let clusters = rescue.clusters.filter { name == nil || $0.name == name }
      if let name, clusters.isEmpty { throw HistoryError.unknownCluster(name, known: rescue.clusters.map(\.name)) }
      var exporter = Exporter(rescue)
      exporter.begin()
      for cluster in clusters { exporter.write(cluster) }
      let lost = rescue.brokenObjects.map { "\($0): the content is not what its digest says" }
      return (exporter.text, rescue.problems + lost)
    }
  }
}

/// Writes what was rescued, cluster by cluster, each object once.
private struct Exporter {
  let rescue: Rescue
  var text = TextBuffer()
  private var objects: Set<Int64> = []
  private var sets: Set<Int64> = []

  init(_ rescue: Rescue) { self.rescue = rescue }

  mutating func begin() {
    var record = ExportRecord("history")
    record.set("schema", "moat.history/1")
    record.write(to: &text)
  }

  mutating func write(_ cluster: ClusterRow) {
    var record = ExportRecord("cluster")
    record.set("name", cluster.name)
    record.set("plugin", cluster.network.plugin.rawValue)
    record.set("policy", cluster.network.policy.rawValue)
    record.set("engineVersion", cluster.network.engineVersion)
    record.set("podCIDR", cluster.network.podCIDR)
    record.set("created", cluster.created.seconds)
    record.write(to: &text)
    for (_, row) in rescue.revisions.filter({ $0.cluster == cluster.id }).sorted(by: { $0.row.number < $1.row.number })
    {
      write(row)
    }
    for stay in rescue.stays where stay.cluster == cluster.id { write(stay) }
    for change in rescue.changes where change.cluster == cluster.id { write(change) }
    for refusal in rescue.refusals where refusal.cluster == cluster.id {
      var record = ExportRecord("refusal")
      record.set("engine", refusal.engine)
      record.set("policy", refusal.refusal.policy)
      record.set("field", refusal.refusal.field)
      record.set("message", refusal.refusal.message)
      record.set("first", refusal.first)
      record.set("last", refusal.last)
      record.write(to: &text)
    }
  }

  private mutating func write(_ row: RevisionRow) {
    var record = ExportRecord("revision")
    record.set("number", row.number)
    record.set("digest", row.digest.description)
    record.set("time", row.time.seconds)
    record.set("author", row.author)
    record.set("message", row.message)
    record.set("kind", row.kind.rawValue)
    record.set("engine", row.engine)
    record.set("plugin", row.network.plugin.rawValue)
    record.set("policy", row.network.policy.rawValue)
    record.set("state", hex: row.state.bytes)
    record.set("reachability", hex: row.reachability)
    record.set("namespaces", row.counts.namespaces)
    record.set("nodes", row.counts.nodes)
    record.set("pods", row.counts.pods)
    record.set("services", row.counts.services)
    record.set("policies", row.counts.policies)
    record.set("added", row.added)
    record.set("changed", row.changed)
    record.set("removed", row.removed)
    record.write(to: &text)
  }

  private mutating func write(_ stay: Rescue.Stay) {
    guard let (object, digest) = rescue.objects[stay.object] else { return }
    if objects.insert(stay.object).inserted {
      var record = ExportRecord("object")
      record.set("digest", digest.description)
      record.set("kind", object.key.kind.rawValue)
      record.set("namespace", object.key.namespace)
      record.set("name", object.key.name)
      record.set("content", raw: object.content)
      record.write(to: &text)
    }
    var record = ExportRecord("stay")
    record.set("object", digest.description)
    record.set("first", stay.first)
    record.set("last", stay.last)
    if let file = stay.file.flatMap({ rescue.files[$0] }) {
      record.set("file", file.name)
      record.set("path", file.path)
      record.set("lines", hex: stay.lines)
    }
    record.write(to: &text)
  }

  private mutating func write(_ change: Rescue.Change) {
    guard let traffic = rescue.traffic[change.sets.traffic] else { return }
    for set in [change.sets.sources, change.sets.destinations] where sets.insert(set).inserted {
      var record = ExportRecord("parties")
      record.set("number", Int(set))
      record.set("names", PartyRuns.unpack(rescue.partySets[set] ?? []).compactMap { rescue.parties[$0] })
      record.write(to: &text)
    }
    var record = ExportRecord("change")
    record.set("revision", change.revision)
    record.set("engine", change.engine)
    record.set("opened", change.flags.isOpened ? 1 : 0)
    record.set("scope", change.flags.scope)
    record.set("sources", Int(change.sets.sources))
    record.set("destinations", Int(change.sets.destinations))
    record.set("traffic", hex: traffic)
    record.set("cause", change.cause)
    record.write(to: &text)
  }
}
