/// What a rule does with a packet that fulfils all its matches.
public enum Target: Hashable, Sendable {
  /// Lets it pass this hook.
  case accept
  /// Discards it.
  case drop
  /// Goes back to the calling chain, or to the policy of a kernel chain.
  case `return`
  /// Discards it with an answer; `nil` is the family's default, port unreachable.
  case reject(RejectReason? = nil)
  /// Changes its mark and goes on.
  case mark(MarkChange)
  /// Works on its connection's mark and goes on.
  case connmark(ConnmarkChange)
  /// Writes to the kernel's log and goes on.
  case log(LogTarget)
  /// Sends a copy to a netlink group and goes on.
  case nflog(NFLogTarget)
  /// Calls a chain.
  case jump(ChainName)
  /// Continues in a chain whose end returns to this chain's caller.
  case goto(ChainName)
  /// A target of another module; nothing is known of its meaning.
  case other(RawExtension)

  /// The chain that it leads to, if it is a jump or goto.
  public var chain: ChainName? {
    switch self {
    case .jump(let name), .goto(let name): name
    default: nil
    }
  }
}
