internal import Backend
public import Comparison
internal import Diagnostics
internal import PolicyModel
internal import Reachability
public import Text
internal import Traffic

/// How contenders differ.
public struct ComparisonReport: Sendable {
  let comparison: Comparison
  let names: GroupNames
  /// For each contender, what its users should know of the input.
  let findings: [[Diagnostic]]

  /// A report on a comparison.
  public init(_ comparison: Comparison) {
    self.comparison = comparison
    names = GroupNames(comparison.ends)
    findings = comparison.contenders.map { $0.backend.findings(on: $0.cluster, $0.program) }
  }

  /// For people: the differences by cause, each with who allows, the groups, a witness and the words of the cause.
  public func table(palette: Palette) -> TextBuffer {
    var text = TextBuffer()
    let contenders = comparison.contenders.map { palette.paint($0.name, .name) }
    let list = contenders.dropLast().joined(separator: ", ") + " and " + (contenders.last ?? "")
    guard !comparison.differences.isEmpty else {
      text.append("\(list) \(palette.paint("let the same connections begin", .good))\n")
      text.append(findingsText(palette))
      return text
    }
    let count = comparison.differences.count
    let verb = palette.paint("differ", .bad)
    text.append("\(list) \(verb) in \(count) group\(count == 1 ? "" : "s") of connections\n")
    var shown: String? = ""
    for difference in comparison.differences {
      let id = difference.cause?.deviation?.id
      if shown != id || shown == "" { text.append("\n" + heading(difference.cause, palette)) }
      shown = id
      text.append(describe(difference, palette))
    }
    text.append(findingsText(palette))
    return text
  }

  private func heading(_ cause: Cause?, _ palette: Palette) -> String {
    guard let deviation = cause?.deviation else { return palette.paint("other causes", .heading) + "\n" }
    return "\(palette.paint(deviation.id, .heading)): \(deviation.title)\n"
  }

  private func describe(_ difference: Difference, _ palette: Palette) -> String {
    var text = "  \(verdicts(difference, palette)): \(difference.traffic)\n"
    text += "    from    \(line(difference.sources))\n"
    text += "    to      \(line(difference.targets))\(scope(difference.scope))\n"
    text += "    packet  \(witness(difference))\n"
    guard let cause = difference.cause else { return text }
    text += "    cause   \(cause.words)\n"
    for source in cause.sources.prefix(4) { text += "            \(palette.paint(place(source), .faint))\n" }
    if cause.sources.count > 4 { text += "            and \(cause.sources.count - 4) more\n" }
    return text
  }

  private func verdicts(_ difference: Difference, _ palette: Palette) -> String {
    let pairs = zip(comparison.contenders, difference.isAllowed)
    return pairs.map { contender, isAllowed in
      palette.paint("\(contender.name) \(isAllowed ? "allows" : "denies")", isAllowed ? .good : .bad)
    }.joined(separator: ", ")
  }

  private func line(_ group: [Int]) -> String {
    let list = names.names(of: group)
    return list.prefix(6).joined(separator: ", ") + (list.count > 6 ? ", and \(list.count - 6) more" : "")
  }

  private func scope(_ scope: Difference.Scope) -> String {
    switch scope {
    case .all: ""
    case .sameNode: "  (on the source's node)"
    case .otherNodes: "  (not on the source's node)"
    }
  }

  /// `shop/web -> shop/db 80/TCP`.
  func witness(_ difference: Difference) -> String {
    let witness = difference.witness
    return "\(end(witness.source)) -> \(end(witness.target)) \(witness.label)"
  }

  /// An end as `moat check` takes it.
  func end(_ index: Int) -> String {
    let end = comparison.ends[index]
    guard end.kind == .outside else { return end.name }
    return end.addresses[0].description
  }

  /// `shop/web spec.ingress[0].from[1] (policies/web.yaml:14:9)`.
  func place(_ source: PolicyReference) -> String {
    let cluster = comparison.contenders[comparison.contenders.count - 1].cluster
    let place = source.place(in: cluster).description
    return "\(cluster.text(source.policy)) \(source.path)" + (place.isEmpty ? "" : " (\(place))")
  }

  private func findingsText(_ palette: Palette) -> String {
    var text = ""
    for (contender, list) in zip(comparison.contenders, findings) where !list.isEmpty {
      text += "\n\(palette.paint("findings under \(contender.name)", .heading))\n"
      for finding in list {
        text += DiagnosticReport.render(finding, palette: palette).split(separator: "\n").map { "  \($0)\n" }.joined()
      }
    }
    return text
  }
}

extension Witness {
  /// `80/TCP`, or the protocol alone.
  var label: String { ipProtocol.hasPorts ? "\(port)/\(ipProtocol.label)" : ipProtocol.label }
}
