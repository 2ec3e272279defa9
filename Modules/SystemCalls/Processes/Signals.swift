internal import Glibc

/// Signals that shall not end this process just now.
public enum Signals {
  /// Runs `body`, and only then heeds the signals with which users end a program.
  ///
  /// Only for processes of one thread: another one would take the signal.
  public static func held<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
    let former = block([SIGINT, SIGTERM, SIGHUP, SIGQUIT])
    defer { restore(former) }
    return try body()
  }

  /// Runs `body`, in which writing to whoever reads no longer fails, instead of ending this process.
  public static func survivingClosedPipes<Value>(_ body: () -> Value) -> Value {
    let former = block([SIGPIPE])
    defer { restore(former) }
    let value = body()
    // What a write has raised waits for this thread; it is taken away before it is let in.
    var (closed, atOnce) = (set([SIGPIPE]), timespec())
    while sigtimedwait(&closed, nil, &atOnce) > 0 {}
    return value
  }

  private static func block(_ signals: [Int32]) -> sigset_t {
    var (blocked, former) = (set(signals), sigset_t())
    pthread_sigmask(SIG_BLOCK, &blocked, &former)
    return former
  }

  private static func restore(_ former: sigset_t) {
    var former = former
    pthread_sigmask(SIG_SETMASK, &former, nil)
  }

  private static func set(_ signals: [Int32]) -> sigset_t {
    var result = sigset_t()
    sigemptyset(&result)
    for signal in signals { sigaddset(&result, signal) }
    return result
  }
}
