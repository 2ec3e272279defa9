internal import Glibc

/// Threads that live for one closure, so that what belongs to a thread (its namespaces) ends with it.
public enum OwnThread {
  private final class Work {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }

  /// Runs `body` on a thread of its own and waits for it; what it does to the thread's namespaces touches no other.
  ///
  /// Throws where the machine has no room for a thread; how `body` ends is the result.
  public static func run<Value, Failure: Error>(
    _ body: () throws(Failure) -> Value
  ) throws(SystemError) -> Result<Value, Failure> {
    var result: Result<Value, Failure>?
    let problem = withoutActuallyEscaping({ result = Result(running: body) }) { work in start(work) }
    guard problem == 0, let result else { throw SystemError("start a thread", code: problem) }
    return result
  }

  /// The number of the reason why there is no thread; 0 when it has run to its end.
  private static func start(_ body: @escaping () -> Void) -> Int32 {
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let problem = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    guard problem == 0 else {
      work.release()
      return problem
    }
    pthread_join(thread, nil)
    return 0
  }
}

extension Result {
  fileprivate init(running body: () throws(Failure) -> Success) {
    do {
      self = .success(try body())
    } catch {
      self = .failure(error)
    }
  }
}
