/// One line of a `SetScript`.
public struct SetCommand: Hashable, Sendable {
  /// What a line does.
  public enum Action: Hashable, Sendable {
    /// `create` or `-N`; the set has no members.
    case create(IPSet)
    /// `add` or `-A`.
    case add(SetMember, to: SetName, extra: String = "")
    /// `del` or `-D`.
    case delete(SetMember, from: SetName)
    /// `flush` or `-F`; every set if none is named.
    case flush(SetName?)
    /// `destroy` or `-X`; every set if none is named.
    case destroy(SetName?)
    /// `swap` or `-W`: exchanges the contents of two sets.
    case swap(SetName, SetName)
    /// `rename` or `-E`.
    case rename(SetName, to: SetName)
    /// `COMMIT`, which ipset takes as the end of a batch.
    case commit
    /// A line that says nothing to ipset: empty, or from `#` on.
    case remark(String)
  }

  /// What it does.
  public var action: Action
  /// `-exist`: a set or member that is there already (or, for `del`, is not) is no error.
  public var isForgiving: Bool
  /// The dialect in which it was parsed.
  public var spelling: SetDialect

  /// A command; `spelling` counts only where the script is printed as written.
  public init(_ action: Action, isForgiving: Bool = false, spelling: SetDialect = .save) {
    (self.action, self.isForgiving, self.spelling) = (action, isForgiving, spelling)
  }
}

extension SetCommand {
  /// The same action with the same forgiveness, however written.
  public static func == (left: Self, right: Self) -> Bool {
    left.action == right.action && left.isForgiving == right.isForgiving
  }

  /// Hashes the action.
  public func hash(into hasher: inout Hasher) { hasher.combine(action) }
}
