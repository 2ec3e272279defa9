internal import Glibc

/// Starts programs, and becomes them.
public struct Spawner {
  private let program: String
  private let arguments: [String]
  private let streams: [Int32]
  private let settings: [String: String]

  /// A program by its path, with what become its standard streams; without them it has this process' own.
  public init(_ program: String, _ arguments: [String], streams: [Int32] = [], settings: [String: String] = [:]) {
    (self.program, self.arguments, self.streams, self.settings) = (program, arguments, streams, settings)
  }

  /// Starts it in the calling thread's namespaces and returns its number; with `inOwnSession`, no terminal's signals
  /// reach it.
  public func start(inOwnSession: Bool = false) throws(SystemError) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (target, descriptor) in streams.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(target))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The caller may ignore or block signals that the program relies on.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let session: Int32 = inOwnSession ? 0x80 : 0
    posix_spawnattr_setflags(&attributes, Int16(Int32(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | session))
    var words = words
    var environment = environment
    defer { (words + environment).forEach { free($0) } }
    var child: pid_t = 0
    let problem = posix_spawn(&child, program, &actions, &attributes, &words, &environment)
    guard problem == 0 else { throw SystemError("start \(program)", code: problem) }
    return child
  }

  /// Becomes it, in the calling thread's namespaces; returns only with an error.
  public func become() -> SystemError {
    var words = words
    var environment = environment
    execve(program, &words, &environment)
    return SystemError("start \(program)")
  }

  private var words: [UnsafeMutablePointer<CChar>?] { ([program] + arguments).map { strdup($0) } + [nil] }

  private var environment: [UnsafeMutablePointer<CChar>?] {
    var lines: [String] = []
    var place = environ
    while let entry = place.pointee {
      let line = String(cString: entry)
      if !settings.contains(where: { line.hasPrefix("\($0.key)=") }) { lines.append(line) }
      place += 1
    }
    lines += settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return lines.map { strdup($0) } + [nil]
  }
}
