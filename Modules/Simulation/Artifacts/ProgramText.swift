internal import Backend
internal import Diagnostics
internal import Netfilter
internal import PolicyModel
internal import Text
internal import Traffic

/// A node's program for reading: sets under the names that they stand for, rules with the lines that they come from.
struct ProgramText {
  let program: NodeProgram
  let cluster: Cluster
  let palette: Palette
  let dialect: RuleDialect

  /// So many members of a set are shown, and the number of the rest.
  private static let shownMembers = 8

  func render() -> TextBuffer {
    var text = TextBuffer()
    renderSets(into: &text)
    text.append(palette.paint("hooks", .heading) + "\n")
    for hook in program.hooks {
      text.append("  \(hook.table.rawValue): ")
      text.append(hook.command, as: dialect)
      text.append("\n")
    }
    let labels = Dictionary(
      program.program.sets.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
    for table in program.program.tables {
      text.append(palette.paint("chains of table \(table.name.rawValue)", .heading) + "\n")
      for chain in table.chains { render(chain, labels: labels, into: &text) }
    }
    return text
  }

  private func renderSets(into text: inout TextBuffer) {
    let sets = program.program.sets
    text.append(palette.paint("sets (\(sets.count))", .heading) + "\n")
    let labels = Dictionary(sets.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
    for set in sets {
      let label = set.label.isEmpty ? set.name.text : set.label
      text.append("  \(palette.paint(label, .name))  ")
      text.append(palette.paint("\(set.type.rawValue) \(set.name)", .faint) + "\n")
      if !set.meaning.isEmpty { text.append("    \(palette.paint(set.meaning, .name))\n") }
      text.append("    \(members(of: set, labels: labels))\n")
    }
  }

  private func members(of set: IPSet, labels: [SetName: String]) -> String {
    guard !set.members.isEmpty else { return palette.paint("no members", .faint) }
    let shown = set.members.prefix(Self.shownMembers).map { member in
      if case .set(let name) = member, let label = labels[name], !label.isEmpty { return label }
      var text = TextBuffer()
      text.append(member, as: .save)
      return text.text
    }
    let rest = set.members.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? palette.paint(" … and \(rest) more", .faint) : "")
  }

  private func render(_ chain: Chain, labels: [SetName: String], into text: inout TextBuffer) {
    text.append("  " + palette.paint(chain.name.text, .name))
    if let policy = chain.rules.first?.origin.policy, Int(policy) < cluster.policies.count,
      chain.rules.allSatisfy({ $0.origin.policy == policy })
    {
      text.append("  \(palette.paint(describe(cluster.policies[Int(policy)]), .faint))")
    }
    text.append(chain.rules.isEmpty ? "\n    \(palette.paint("empty", .faint))\n" : "\n")
    for rule in chain.rules {
      var line = TextBuffer()
      line.append(readable(rule, labels: labels), in: chain.name, as: dialect)
      let prefix = "-A \(chain.name) ".utf8.count
      text.append(literal: "    ")
      text.append(contentsOf: line.bytes.dropFirst(prefix))
      if let source = describe(rule.origin) { text.append("  \(palette.paint("# \(source)", .faint))") }
      text.append("\n")
    }
  }

  /// The rule with the names that its sets stand for; its comment says the same and is left out.
  private func readable(_ rule: Rule, labels: [SetName: String]) -> Rule {
    var rule = rule
    rule.matches = rule.matches.compactMap { match in
      switch match {
      case .comment: nil
      case .set(let name, let directions, let negated):
        .set(SetName(labels[name].flatMap { $0.isEmpty ? nil : $0 } ?? name.text), directions, negated: negated)
      default: match
      }
    }
    return rule
  }

  private func describe(_ policy: NetworkPolicy) -> String {
    let place = cluster.files.place(of: policy.position).description
    return "policy \(cluster.text(policy.id))" + (place.isEmpty ? "" : " (\(place))")
  }

  private func describe(_ origin: Origin) -> String? {
    guard let reference = origin.reference(in: cluster) else { return nil }
    let place = reference.place(in: cluster).description
    let path = reference.rule == nil ? cluster.text(reference.policy) : reference.path
    return place.isEmpty ? path : "\(path) (\(place))"
  }
}
