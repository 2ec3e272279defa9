/// What the kernel notes about a set beside its meaning, kept so that a dump survives; no part of equality.
public struct SetBookkeeping: Sendable {
  /// `hashsize`: the number of buckets, which grows with the set.
  public var hashSize: UInt32?
  /// The other words of a `create` line in their order, such as `bucketsize 12 initval 0x8c942170`.
  public var options: String
  /// What follows a member in its `add` line, such as `timeout 299 comment "x"`.
  public var entries: [SetMember: String]

  /// Nothing noted; every argument has that default.
  public init(hashSize: UInt32? = nil, options: String = "", entries: [SetMember: String] = [:]) {
    (self.hashSize, self.options, self.entries) = (hashSize, options, entries)
  }
}
