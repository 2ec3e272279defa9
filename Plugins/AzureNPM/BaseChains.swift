internal import Netfilter
internal import Traffic

/// The frame that the engine lays at boot: five chains, three marks, one jump from FORWARD.
///
/// Source: `npm/pkg/dataplane/policies/chain-management_linux.go`.
enum BaseChains {
  static let azure: ChainName = "AZURE-NPM"
  static let ingress: ChainName = "AZURE-NPM-INGRESS"
  static let ingressAllowMark: ChainName = "AZURE-NPM-INGRESS-ALLOW-MARK"
  static let egress: ChainName = "AZURE-NPM-EGRESS"
  static let accept: ChainName = "AZURE-NPM-ACCEPT"

  /// The order in which they are declared.
  static let all = [azure, ingress, ingressAllowMark, egress, accept]

  /// Ingress has let the packet pass.
  static let allowMark: UInt32 = 0x200
  /// An ingress policy selects the packet and none of its rules matched.
  static let ingressDropMark: UInt32 = 0x400
  /// The same for egress.
  static let egressDropMark: UInt32 = 0x800

  /// What stands in AZURE-NPM once there is a policy; without one it is empty and every packet returns.
  static let activation = [ingress, egress, accept].map { Rule([], .jump($0)) }

  /// The rules that boot leaves in a chain, behind whatever policies insert.
  static func bootRules(of chain: ChainName) -> [Rule] {
    switch chain {
    case ingress:
      [Rule([mark(ingressDropMark), .comment("DROP-ON-INGRESS-DROP-MARK-0x400/0x400")], .drop)]
    case ingressAllowMark:
      [Rule([.comment("SET-INGRESS-ALLOW-MARK-0x200/0x200")], set(allowMark)), Rule([], .jump(egress))]
    case egress:
      [
        Rule([mark(egressDropMark), .comment("DROP-ON-EGRESS-DROP-MARK-0x800/0x800")], .drop),
        Rule([mark(allowMark), .comment("ACCEPT-ON-INGRESS-ALLOW-MARK-0x200/0x200")], .jump(accept)),
      ]
    case accept: [Rule([], .accept)]
    default: []
    }
  }

  /// The jump from the kernel's FORWARD: new connections only, and no other hook.
  static let hook = RestoreCommand.insert(Rule([.conntrackState(.new)], .jump(azure)), into: "FORWARD")

  private static func mark(_ bits: UInt32) -> Match { .mark(bits, mask: bits) }

  private static func set(_ bits: UInt32) -> Target { .mark(.set(bits, mask: bits)) }

  /// What a rule that lets pass does.
  static func allow(_ direction: Origin.Direction) -> Target {
    direction == .ingress ? .jump(ingressAllowMark) : .jump(accept)
  }

  /// What the last rule of an isolating chain does.
  static func drop(_ direction: Origin.Direction) -> Target {
    set(direction == .ingress ? ingressDropMark : egressDropMark)
  }

  /// The base chain that jumps to the policies of a direction.
  static func base(_ direction: Origin.Direction) -> ChainName { direction == .ingress ? ingress : egress }
}
