internal import Glibc

/// Threads that live for one closure, so that what belongs to a thread (its namespaces) ends with it.
public enum OwnThread {
  private final class Work {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }

  /// Runs `body` on a thread of its own and waits for it; what it does to the thread's namespaces touches no other.
  public static func run<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
    var result: Result<Value, Failure>?
    withoutActuallyEscaping({ result = Result(running: body) }) { work in start(work) }
    // The thread has ended, and its last act was to set the result.
    return try result!.get()
  }

  private static func start(_ body: @escaping () -> Void) {
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let problem = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    // A machine without room for a thread of 8 MB cannot do anything else either.
    guard problem == 0 else { fatalError("no thread: \(String(cString: strerror(problem)))") }
    pthread_join(thread, nil)
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
