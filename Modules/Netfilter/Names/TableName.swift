/// The five tables of iptables, in the order in which Felix writes them (mangle, nat, raw, filter), security last.
public enum TableName: String, Hashable, Sendable, CaseIterable {
  /// Header changes.
  case mangle
  /// Address translation.
  case nat
  /// Before connection tracking.
  case raw
  /// Accepting and dropping: the policies' table.
  case filter
  /// Mandatory access control.
  case security

  /// The kernel's own chains, which always exist, in the order in which `iptables-save` lists them.
  public var builtInChains: [ChainName] {
    switch self {
    case .filter, .security: ["INPUT", "FORWARD", "OUTPUT"]
    case .nat: ["PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"]
    case .mangle: ["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"]
    case .raw: ["PREROUTING", "OUTPUT"]
    }
  }
}
