internal import Netfilter

/// A chain of a table.
struct ChainKey: Hashable, Sendable {
  var table: TableName
  var chain: ChainName
}
