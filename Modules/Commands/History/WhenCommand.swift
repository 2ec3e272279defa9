internal import ArgumentParser
internal import History
internal import Moat
internal import Reports
internal import Text
internal import Traffic

/// `moat when`
struct WhenCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "when",
    abstract: "Tell every revision at which a connection opened or closed, and the rule that did it.",
    discussion: """
      Answered from what was stored with each revision, under the engine then in force. Pods of a workload are asked by \
      its name: the connection is open while one of its pods may begin it. Exit status: 0 it was open at some time, 1 it \
      never was, 2 wrong usage or no such end, 3 the machine refused.

      EXAMPLES:
        moat when --from shop/web --to shop/db --port 5432
        moat when --from 203.0.113.7 --to shop/web --port 443 --cluster prod
        moat when --from node/aks-1 --to shop/web --port 53/UDP --format json
      """)

  @Option(help: "Where the connection comes from: namespace/workload, namespace/pod, node/name or an address outside.")
  var from: String

  @Option(help: "Where it goes, named likewise.")
  var to: String

  @Option(help: "The port, as 80, 53/UDP, 7777/SCTP or ICMP.")
  var port: String

  @OptionGroup var history: HistoryOptions

  @Option(help: "table, or json (schema moat.when/1).")
  var format: ListFormat = .table

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if ProtocolPort(port) == nil {
      throw ValidationError("--port \"\(port)\" is no port; expected one like 80, 53/UDP, 7777/SCTP or ICMP")
    }
  }

  func run(in context: Context) throws -> Outcome {
    guard let asked = ProtocolPort(port) else { throw CleanExit.helpRequest(self) }
    let (store, row) = try history.open(in: context)
    let (source, target) = (try StoredParty(from, "--from", store, row), try StoredParty(to, "--to", store, row))
    let events = try store.events(
      of: row, from: source.matches, to: target.matches, asked.ipProtocol, port: asked.port)
    let revisions = try store.revisions(of: row)
    let rows = Dictionary(uniqueKeysWithValues: revisions.map { ($0.number, $0) })
    let report = WhenReport(
      "\(source.name) -> \(target.name) \(asked) in cluster \(row.name)",
      events.compactMap { event in rows[event.revision].map { (event, $0) } })
    switch format {
    case .table:
      try Output.write(
        report.table(palette: context.palette(output.color, isTerminal: context.environment.isOutputTerminal)))
    case .json: try Output.write(report.json())
    }
    return events.isEmpty ? .no : .yes
  }
}

/// An end of stored connections as a user names it.
private struct StoredParty {
  /// The name that is asked for: a workload's, where a pod of one is named.
  let name: String
  private let address: IPAddress?

  init(_ text: String, _ option: String, _ store: HistoryStore, _ row: ClusterRow) throws {
    address = IPAddress(text)
    var name = text
    let parts = text.split(separator: "/").map(String.init)
    if address == nil, parts.count == 2, try !store.hasParty(text) {
      let versions = try store.versions(of: ObjectKey(.pod, parts[0], parts[1]), in: row)
      guard let pod = versions.last, let workload = try Moat.workload(of: pod) else {
        throw Failure(
          outcome: .input, message: "\(option) \"\(text)\" never was an end of connections in cluster \"\(row.name)\"",
          notes: ["expected namespace/workload, namespace/pod, node/name or an address outside the cluster"])
      }
      name = "\(parts[0])/\(workload)"
    }
    self.name = name
  }

  /// Whether a stored name is that end: its own, or the part of the outside that has its address.
  func matches(_ party: String) -> Bool {
    guard let address else { return party == name }
    let parts = party.split(separator: " ", maxSplits: 2)
    guard let first = parts.first, let block = CIDR(first), block.contains(address) else { return false }
    guard parts.count == 3 else { return true }
    return !parts[2].split(separator: ",").contains { hole in
      CIDR(hole.drop { $0 == " " })?.contains(address) ?? false
    }
  }
}
