internal import Netfilter
internal import PolicyModel
internal import Traffic

/// What one entry of a rule's ports adds to an iptables rule.
///
/// Source: `npm/pkg/controlplane/translation/translatePolicy.go`, `portType` and `portRule`.
struct PortMatches {
  /// Protocol and number, which come first.
  var header: [Match]
  /// The set of a named port, which comes last.
  var sets: [Match] = []
  /// The end of the rule's comment.
  var comment: String

  init(_ port: PolicyPort, symbols: SymbolTable, catalog: inout SetCatalog) {
    header = [.protocol(port.ipProtocol)]
    comment = "-ON-\(port.ipProtocol.label)"
    switch Self.resolve(port.port, symbols: symbols) {
    case nil: return
    case .number(let number):
      let first = UInt16(clamping: number)
      let range = PortRange(first, port.endPort.map { UInt16(clamping: $0) } ?? first)
      header.append(.destinationPort(range))
      comment += "-TO-PORT-\(range)"
    case .name(let name):
      let entry = catalog.entry(of: .namedPort(name))
      sets.append(.set(entry.name, .dstDst))
      comment += "-TO-\(entry.label)"
    }
  }

  /// A name made of digits counts as a number.
  private static func resolve(_ port: PortReference?, symbols: SymbolTable) -> PortReference? {
    guard case .name(let name) = port, let number = Int32(symbols.text(name)), number > 0 else { return port }
    return .number(number)
  }
}
