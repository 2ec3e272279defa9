internal import Dispatch
internal import Synchronization

/// Two computations side by side: a plan looks at the state before and the state after, which know nothing of each other.
enum Pair {
  /// What both give; throws what the first of them throws.
  static func compute<Left: Sendable, Right: Sendable>(
    _ left: @Sendable () throws -> Left, _ right: @Sendable () throws -> Right
  ) throws -> (Left, Right) {
    let lefts = Mutex<Result<Left, any Error>?>(nil)
    let rights = Mutex<Result<Right, any Error>?>(nil)
    DispatchQueue.concurrentPerform(iterations: 2) { index in
      if index == 0 {
        let value = Result { try left() }
        lefts.withLock { $0 = value }
      } else {
        let value = Result { try right() }
        rights.withLock { $0 = value }
      }
    }
    guard let first = lefts.withLock({ $0 }), let second = rights.withLock({ $0 }) else {
      preconditionFailure("both iterations have run")
    }
    return (try first.get(), try second.get())
  }
}
