internal import FoundationEssentials
internal import GRDB

/// Everything that can still be read of a history, whatever state its file is in.
struct Rescue {
  struct Stay {
    var cluster: Int64
    var object: Int64
    var first: Int
    var last: Int?
    var file: Int64?
    var lines: [UInt8]
  }

  struct Change {
    var cluster: Int64
    var revision: Int
    var engine: String
    var flags: (isOpened: Bool, scope: Int)
    var sets: (sources: Int64, destinations: Int64, traffic: Int64)
    var cause: String?
  }

  private(set) var clusters: [ClusterRow] = []
  private(set) var revisions: [(cluster: Int64, row: RevisionRow)] = []
  private(set) var objects: [Int64: (object: StoredObject, digest: ObjectDigest)] = [:]
  private(set) var brokenObjects: [ObjectKey] = []
  private(set) var files: [Int64: (name: String, path: String)] = [:]
  private(set) var stays: [Stay] = []
  private(set) var parties: [Int64: String] = [:]
  private(set) var partySets: [Int64: [UInt8]] = [:]
  private(set) var traffic: [Int64: [UInt8]] = [:]
  private(set) var changes: [Change] = []
  private(set) var refusals: [(cluster: Int64, engine: String, refusal: RefusedPolicy, first: Int, last: Int?)] = []
  private(set) var problems: [String] = []

  init(_ database: Database) {
    var salvage = Salvage(database)
    readClusters(&salvage)
    readObjects(&salvage)
    readConnections(&salvage)
    problems = salvage.problems
  }

  private mutating func readClusters(_ salvage: inout Salvage) {
    for row in salvage.rows("cluster", "name, plugin, policy, engine_version, pod_cidr, created", "tttTTi") {
      let network = NetworkChoice(
        NetworkPlugin(rawValue: row[2]) ?? .none, NetworkPolicyEngine(rawValue: row[3]) ?? .none,
        engineVersion: row[4], podCIDR: row[5])
      clusters.append(ClusterRow(id: row[0], name: row[1], network: network, created: Instant(seconds: row[6])))
    }
    let columns = """
      cluster, number, digest, time, author, message, kind, engine, plugin, policy, state, reachability, namespaces,
      nodes, pods, services, policies, added, changed, removed
      """
    for row in salvage.rows("revision", columns, "iibitttttt" + "bB" + "iiiiiiii") {
      revisions.append((row[1], HistoryStore.revision(row, from: 2)))
    }
    for row in salvage.rows("refusal", "cluster, engine, policy, field, message, first, last", "ittttiI") {
      refusals.append((row[1], row[2], RefusedPolicy(policy: row[3], field: row[4], message: row[5]), row[6], row[7]))
    }
  }

  private mutating func readObjects(_ salvage: inout Salvage) {
    for row in salvage.rows("object", "digest, kind, namespace, name, content", "bittb") {
      guard let kind = ObjectKind(rawValue: row[2]) else { continue }
      let object = StoredObject(ObjectKey(kind, row[3], row[4]), content: Array(row[5] as Data))
      let digest = ObjectDigest(bytes: Array(row[1] as Data))
      if ObjectDigest(of: object.content) == digest {
        objects[row[0]] = (object, digest)
      } else {
        brokenObjects.append(object.key)
      }
    }
    for row in salvage.rows("file", "name, path", "tt") { files[row[0]] = (row[1], row[2]) }
    for row in salvage.rows("membership", "cluster, object, first, last, file, lines", "iiiIIB") {
      stays.append(
        Stay(
          cluster: row[1], object: row[2], first: row[3], last: row[4], file: row[5],
          lines: (row[6] as Data?).map { Array($0) } ?? []))
    }
  }

  private mutating func readConnections(_ salvage: inout Salvage) {
    for row in salvage.rows("party", "name", "t") { parties[row[0]] = row[1] }
    for row in salvage.rows("party_set", "runs", "b") { partySets[row[0]] = Array(row[1] as Data) }
    for row in salvage.rows("traffic", "ports", "b") { traffic[row[0]] = Array(row[1] as Data) }
    let columns = "cluster, revision, engine, is_opened, scope, sources, destinations, traffic, cause"
    for row in salvage.rows("change", columns, "iitiiiiiT") {
      changes.append(
        Change(
          cluster: row[1], revision: row[2], engine: row[3], flags: (row[4], row[5]), sets: (row[6], row[7], row[8]),
          cause: row[9]))
    }
  }
}
