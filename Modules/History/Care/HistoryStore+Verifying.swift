internal import GRDB

extension HistoryStore {
  /// Looks at every page, object and revision of a file, in whatever state it is; costs O(file).
  ///
  /// Throws only where the file is missing, is no history at all, or is of a newer schema.
  public static func verify(_ path: String) throws(HistoryError) -> Verification {
    let store = try open(path, for: .rescue)
    return try store.read { database in
      var result = Verification()
      result.problems = try store.pageProblems(database)
      let rescue = Rescue(database)
      result.problems += rescue.problems.filter { !result.problems.contains($0) }
      result.problems += rescue.brokenObjects.map { "\($0): the content is not what its digest says" }
      result.objectCount = rescue.objects.count
      result.brokenObjects = rescue.brokenObjects.count
      for cluster in rescue.clusters.sorted(by: { $0.name < $1.name }) {
        result.clusters.append(verify(cluster, in: rescue))
      }
      let known = Set(rescue.clusters.map(\.id))
      let lost = rescue.revisions.count { !known.contains($0.cluster) }
      if lost > 0 { result.problems.append("\(lost) revisions belong to clusters that cannot be read") }
      return result
    }
  }

  /// What SQLite itself says of the file.
  private func pageProblems(_ database: Database) throws -> [String] {
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    guard version <= Schema.version else { throw HistoryError.newerSchema(path, version) }
    guard application == Schema.applicationID else { throw HistoryError.notAHistory(path) }
    guard version == Schema.version else { throw HistoryError.olderSchema(path, version) }
    var problems: [String] = []
    do {
      let lines = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
      problems += lines.filter { $0 != "ok" }.flatMap { $0.split(separator: "\n").map(String.init) }
      let orphans = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").count
      if orphans > 0 { problems.append("\(orphans) rows point to rows that are not there") }
    } catch let error as DatabaseError {
      problems.append(error.message ?? "the file cannot be read")
    }
    return problems
  }

  private static func verify(_ cluster: ClusterRow, in rescue: Rescue) -> Verification.Cluster {
    let rows = rescue.revisions.filter { $0.cluster == cluster.id }.map(\.row).sorted { $0.number < $1.number }
    var coming: [Int: [Int64]] = [:]
    var going: [Int: [Int64]] = [:]
    for stay in rescue.stays where stay.cluster == cluster.id {
      coming[stay.first, default: []].append(stay.object)
      if let last = stay.last { going[last + 1, default: []].append(stay.object) }
    }
    var result = Verification.Cluster(name: cluster.name, whole: [], broken: [])
    var state = StateDigest()
    var previous: RevisionRow?
    for row in rows {
      for number in ((previous?.number ?? 0) + 1)..<max(row.number, 1) {
        result.broken.append((number, "the revision cannot be read"))
      }
      for number in ((previous?.number ?? 0) + 1)...max(row.number, (previous?.number ?? 0) + 1) {
        for object in coming[number] ?? [] { if let known = rescue.objects[object] { state += known.digest } }
        for object in going[number] ?? [] { if let known = rescue.objects[object] { state -= known.digest } }
      }
      let isChained = previous?.number ?? 0 == row.number - 1
      if state != row.state {
        result.broken.append((row.number, "its objects are not all there"))
      } else if isChained, row.computedDigest(parent: previous?.digest) != row.digest {
        result.broken.append((row.number, "what it says is not what its digest says"))
      } else {
        result.whole.append(row.number)
      }
      previous = row
    }
    return result
  }
}
