internal import Netfilter

/// The five places where the kernel asks netfilter about a packet.
enum KernelHook: Int, CaseIterable {
  case prerouting
  case input
  case forward
  case output
  case postrouting

  /// The kernel's chain of this place, which every table that is asked here has.
  var chain: ChainName {
    switch self {
    case .prerouting: "PREROUTING"
    case .input: "INPUT"
    case .forward: "FORWARD"
    case .output: "OUTPUT"
    case .postrouting: "POSTROUTING"
    }
  }

  /// The tables in the order in which the kernel asks them here.
  var tables: [TableName] {
    switch self {
    case .prerouting: [.raw, .mangle, .nat]
    case .input: [.mangle, .filter, .security, .nat]
    case .forward: [.mangle, .filter, .security]
    case .output: [.raw, .mangle, .nat, .filter, .security]
    case .postrouting: [.mangle, .nat]
    }
  }

  /// Whether destinations are rewritten here, by its nat table.
  var translatesDestination: Bool { self == .prerouting || self == .output }
}
