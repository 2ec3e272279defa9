public import History
public import Text

/// The clusters of a history.
public struct ClusterReport: Sendable {
  /// A cluster with its last revision.
  public struct Entry: Sendable {
    var row: ClusterRow
    var last: RevisionRow?
    var isInUse: Bool

    /// A cluster.
    public init(_ row: ClusterRow, last: RevisionRow?, isInUse: Bool) {
      (self.row, self.last, self.isInUse) = (row, last, isInUse)
    }
  }

  private let entries: [Entry]

  /// A report on clusters in the order in which they are to be listed.
  public init(_ entries: [Entry]) { self.entries = entries }

  /// For people: a line for each, a star before the one in use.
  public func table(palette: Palette) -> TextBuffer {
    var text = TextBuffer()
    let width = entries.map(\.row.name.count).max() ?? 0
    for entry in entries {
      let network = "\(entry.row.network.plugin.rawValue)/\(entry.row.network.policy.rawValue)".padding(to: 15)
      let last = entry.last.map {
        "revision \($0.number) of \($0.time), \(ChangeReport.count($0.counts.policies, "policy", plural: "policies")), "
          + ChangeReport.count($0.counts.pods, "pod")
      }
      text.append(
        "\(entry.isInUse ? "*" : " ") \(palette.paint(entry.row.name.padding(to: width), .name))  \(network)  "
          + "\(entry.row.network.engine.padding(to: 12))  \(last ?? "no revision yet")\n")
    }
    return text
  }

  /// One cluster in full.
  public static func detail(_ entry: Entry, palette: Palette) -> TextBuffer {
    var text = TextBuffer()
    let network = entry.row.network
    text.append(palette.paint("cluster \(entry.row.name)", .heading) + (entry.isInUse ? " (in use)" : "") + "\n")
    text.append("network plugin  \(network.plugin.rawValue)\n")
    text.append("network policy  \(network.policy.rawValue)\n")
    let note = network.policy == .none ? ": nothing is enforced, policies have no effect" : ""
    text.append("engine          \(network.engine)\(note)\n")
    if let block = network.podCIDR { text.append("pod CIDR        \(block)\n") }
    text.append("created         \(entry.row.created)\n")
    guard let last = entry.last else {
      text.append("revisions       none\n")
      return text
    }
    text.append("revisions       \(last.number), the last of \(last.time) by \(last.author)\n")
    text.append(
      "objects         \(ChangeReport.count(last.counts.policies, "policy", plural: "policies")), "
        + "\(ChangeReport.count(last.counts.pods, "pod")), \(ChangeReport.count(last.counts.namespaces, "namespace")), "
        + "\(ChangeReport.count(last.counts.services, "service")), \(ChangeReport.count(last.counts.nodes, "node"))\n")
    return text
  }

  /// Schema `moat.clusters/1`.
  public func json() -> TextBuffer {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "moat.clusters/1")
      json.list("clusters", entries) { json, entry in
        json.field("name", entry.row.name)
        json.field("inUse", entry.isInUse)
        json.field("networkPlugin", entry.row.network.plugin.rawValue)
        json.field("networkPolicy", entry.row.network.policy.rawValue)
        json.field("engine", entry.row.network.engine)
        json.field("podCIDR", entry.row.network.podCIDR)
        json.field("created", entry.row.created.description)
        json.field("revisions", entry.last?.number ?? 0)
      }
    }
    return json.line
  }
}
