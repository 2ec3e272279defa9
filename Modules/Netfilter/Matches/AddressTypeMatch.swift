/// The two sides of one `-m addrtype`; a side that is `nil` is not looked at.
public struct AddressTypeMatch: Hashable, Sendable {
  /// The kinds that one side may be of, or may not.
  public struct Side: Hashable, Sendable {
    /// The kinds.
    public var types: AddressTypes
    /// Whether they are excluded.
    public var negated: Bool

    /// These kinds.
    public init(_ types: AddressTypes, negated: Bool = false) { (self.types, self.negated) = (types, negated) }
  }

  /// `--src-type`.
  public var source: Side?
  /// `--dst-type`.
  public var destination: Side?

  /// At least one side must be given for a match that iptables takes.
  public init(source: Side? = nil, destination: Side? = nil) {
    (self.source, self.destination) = (source, destination)
  }
}
