public import Traffic

/// A named set of the kernel, with its members.
///
/// Two sets are equal if the kernel could not tell them apart: the same name, type, family and capacity, and the same
/// members in whatever order and spelling. Label, meaning, origin and bookkeeping have no part in it.
public struct IPSet: Sendable {
  /// The name in the kernel.
  public var name: SetName
  /// What it holds.
  public var type: SetType
  /// `family inet` or `inet6`; a `list:set` has none and says IPv4.
  public var family: AddressFamily
  /// `maxelem`, or `size` of a `list:set`, as written; `nil` is the kernel's default.
  public var maxelem: UInt32?
  /// The members in the order in which they are added.
  public var members: [SetMember]
  /// The name that a person knows it by (the prefixed name of Azure NPM, the set id of Calico), or nothing.
  public var label: String
  /// What the members have in common, where the label does not say it (Calico's selector), or nothing.
  public var meaning: String
  /// The policy that it was made for, if it belongs to one.
  public var origin: Origin
  /// What a dump of the kernel says beyond this.
  public var bookkeeping: SetBookkeeping?

  /// A set; everything but its name and type has a default.
  public init(
    _ name: SetName, _ type: SetType, members: [SetMember] = [], maxelem: UInt32? = nil, label: String = ""
  ) {
    (self.name, self.type, self.members) = (name, type, members)
    (self.maxelem, self.label) = (maxelem, label)
    (family, origin, bookkeeping, meaning) = (.ipv4, .none, nil, "")
  }

  /// `maxelem`, or the kernel's default for the type.
  public var capacity: UInt32 { maxelem ?? type.defaultCapacity }
}

extension IPSet: Hashable {
  /// Whether the kernel could tell them apart; costs O(1) for each member.
  public static func == (left: Self, right: Self) -> Bool {
    left.name == right.name && left.isAlike(right) && left.hasSameMembers(as: right)
  }

  /// Hashes the name and the kind; members would cost more than they tell.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(type)
  }

  /// Whether type, family and capacity agree, which `create -exist` asks of a set that is there already.
  func isAlike(_ other: IPSet) -> Bool {
    type == other.type && capacity == other.capacity && (family == other.family || type == .listSet)
  }

  private func hasSameMembers(as other: IPSet) -> Bool {
    members == other.members || membersByKey == other.membersByKey
  }

  /// Each member once, the last one written having the say over `nomatch`.
  private var membersByKey: [SetMember: SetMember] {
    Dictionary(members.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
  }
}
