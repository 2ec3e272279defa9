/// One line of a `RestoreScript`.
public enum RestoreCommand: Hashable, Sendable {
  /// `*filter`: what follows is about this table.
  case table(TableName)
  /// `:CHAIN - -`, `:FORWARD ACCEPT [0:0]`: makes a chain, or flushes it if it is there and not the kernel's own.
  case declare(ChainName, policy: ChainPolicy? = nil, counters: Counters? = nil)
  /// `-A`.
  case append(Rule, to: ChainName)
  /// `-I`; numbers count from 1, and none is 1.
  case insert(Rule, into: ChainName, at: Int? = nil)
  /// `-R`.
  case replace(Rule, in: ChainName, at: Int)
  /// `-D` by what the rule says.
  case delete(Rule, from: ChainName)
  /// `-D` by number.
  case deleteNumber(Int, from: ChainName)
  /// `-F`; every chain if none is named.
  case flush(ChainName?)
  /// `-X`; every chain that is not the kernel's own if none is named.
  case deleteChain(ChainName?)
  /// `-N`.
  case newChain(ChainName)
  /// `-P`.
  case setPolicy(ChainName, ChainPolicy)
  /// `COMMIT`: the table's commands take effect.
  case commit
  /// A line that says nothing to iptables: empty, or from `#` on.
  case remark(String)
}
