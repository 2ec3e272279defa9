public import Foundation
import Glibc
import Synchronization

/// A program to run to its end: which, with what, where, and how long at most.
///
///     let result = try Command(Product.moat, "translate", "-f", "-").run(input: yaml)
///     #expect(result.status == 0)
public struct Command: Sendable {
  /// A program that could not be started or did not end in time.
  public struct Failure: Error, CustomStringConvertible {
    /// What went wrong, with the program.
    public let description: String
  }

  /// How a program ended and what it printed.
  public struct Result: Sendable {
    /// The exit status, or 128 and the number of the signal that ended it, as shells count.
    public let status: Int32
    /// What it printed on standard output.
    public let output: Data
    /// What it printed on standard error; nothing if that went into `output`.
    public let errors: Data

    /// Standard output as text; bytes that are not UTF-8 become U+FFFD.
    public var outputText: String { String(decoding: output, as: UTF8.self) }
    /// Standard error as text; bytes that are not UTF-8 become U+FFFD.
    public var errorText: String { String(decoding: errors, as: UTF8.self) }
  }

  /// The program: a path, or a name to look up in the `PATH` of the tests.
  public var program: String
  /// Its arguments, its own name not among them.
  public var arguments: [String]
  /// Variables set beyond those of the tests; an empty value is set as such.
  public var environment: [String: String] = [:]
  /// The folder it starts in; `nil` is that of the tests.
  public var folder: String?
  /// How many seconds it may take before it, and the children in its process group, are killed.
  public var timeout = 120.0
  /// Whether standard error goes into `output`, in the order of writing.
  public var isMerged = false

  /// A program with arguments; set the rest afterwards.
  public init(_ program: String, _ arguments: String...) {
    self.init(program, arguments: arguments)
  }

  /// A program with arguments; set the rest afterwards.
  public init(_ program: String, arguments: [String]) {
    (self.program, self.arguments) = (program, arguments)
  }

  /// A line for `sh -c`.
  public static func shell(_ line: String) -> Command { Command("/bin/sh", "-c", line) }

  /// Runs the program with `input` as its standard input, from a file so that neither side can wait for the other.
  ///
  /// Throws `Failure` when it can't be started or does not end in time; a bad exit status is a result.
  public func run(input: Data) throws -> Result {
    // One start at a time: a child that another thread starts between the making of a pipe and its close-on-exec mark
    // would hold that pipe open.
    let (channels, child) = try Self.starting.withLock { _ in
      let channels = try Channels(input: input, isMerged: isMerged)
      return (channels, try spawn(channels))
    }
    channels.closeChildEnds()
    let deadline = ContinuousClock.now + .seconds(timeout)
    let isInTime = channels.drain(until: deadline) && Self.waitToEnd(child, until: deadline)
    if !isInTime { kill(-child, SIGKILL) }
    var raw: Int32 = 0
    while waitpid(child, &raw, 0) < 0, errno == EINTR {}
    guard isInTime else { throw Failure(description: "\(program) did not end within \(timeout) s") }
    let signal = raw & 0x7f
    return Result(
      status: signal == 0 ? raw >> 8 & 0xff : 128 + signal, output: channels.output, errors: channels.errors)
  }

  /// Runs the program with an empty standard input.
  public func run() throws -> Result { try run(input: Data()) }

  /// Runs the program with text as its standard input.
  public func run(input: String) throws -> Result { try run(input: Data(input.utf8)) }

  private static let starting = Mutex(())

  /// Looks, without reaping, whether the child has ended; a child may close its pipes long before that.
  private static func waitToEnd(_ child: pid_t, until deadline: ContinuousClock.Instant) -> Bool {
    var pause: UInt32 = 100
    while true {
      var info = siginfo_t()
      if waitid(P_PID, id_t(child), &info, WEXITED | WNOHANG | WNOWAIT) == 0, info.si_signo == SIGCHLD { return true }
      if ContinuousClock.now >= deadline { return false }
      usleep(pause)
      pause = min(pause * 2, 20_000)
    }
  }

  private func spawn(_ channels: Channels) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, target) in zip(channels.childEnds, Int32(0)...) {
      posix_spawn_file_actions_adddup2(&actions, descriptor, target)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    posix_spawnattr_setpgroup(&attributes, 0)
    // The test runner ignores and blocks signals, and a child would go on doing so: `yes | head` would not end.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)

    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // The C library as Swift sees it offers no way to start a child in another folder; `env` does.
    let line = (folder.map { ["env", "-C", $0] } ?? []) + [program] + arguments
    var words = line.map { strdup($0) } + [nil]
    var settings = variables.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + settings).forEach { free($0) } }
    var child: pid_t = 0
    let problem = posix_spawnp(&child, line[0], &actions, &attributes, &words, &settings)
    guard problem == 0 else {
      throw Failure(description: "\(program) can't be started: \(String(cString: strerror(problem)))")
    }
    return child
  }
}
