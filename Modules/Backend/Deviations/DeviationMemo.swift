internal import Synchronization

/// What an engine keeps from one question about a cluster to the next, so that it works it out once.
public final class DeviationMemo: Sendable {
  private let kept = Mutex<(any Sendable)?>(nil)

  /// Nothing kept yet.
  public init() {}

  /// What is kept, made by the first caller; callers meanwhile wait. What is of another type is made anew.
  public func value<Value: Sendable>(_ make: () -> Value) -> Value {
    kept.withLock { kept in
      if let value = kept as? Value { return value }
      let value = make()
      kept = value
      return value
    }
  }
}
