/// The kinds of sets that the engines use, each under the kernel's own name.
public enum SetType: String, Hashable, Sendable, CaseIterable {
  /// Blocks of addresses, some of them excluded (`nomatch`); the longest prefix decides.
  case hashNet = "hash:net"
  /// Single addresses.
  case hashIP = "hash:ip"
  /// An address with a protocol and a port.
  case hashIPPort = "hash:ip,port"
  /// Names of other sets.
  case listSet = "list:set"

  /// The name that Azure NPM sends: ipset's old spelling where there is one.
  public var shortName: String {
    switch self {
    case .hashNet: "nethash"
    case .hashIP: "iphash"
    case .hashIPPort: "hash:ip,port"
    case .listSet: "setlist"
    }
  }

  /// Reads the kernel's name or one of ipset's aliases; `nil` for the types that no engine uses.
  public init?(name: String) {
    switch name {
    case "hash:net", "nethash": self = .hashNet
    case "hash:ip", "iphash": self = .hashIP
    case "hash:ip,port", "ipporthash": self = .hashIPPort
    case "list:set", "setlist": self = .listSet
    default: return nil
    }
  }

  /// How many members the kernel allows if nothing is said: 65536, or 8 in a `list:set`.
  public var defaultCapacity: UInt32 { self == .listSet ? 8 : 65_536 }
}
