import Glibc

/// A process that was run to its end, with what it took.
struct Child {
  var status: Int32
  var seconds: Double
  /// The most memory that it had at once, in bytes.
  var residentBytes: Int

  /// Runs a program with its output as ours, or thrown away; `nil` if it can't be started.
  static func run(_ arguments: [String], isQuiet: Bool = false) -> Child? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if isQuiet { posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) }
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    let start = moat_bench.seconds()
    guard posix_spawn(&process, arguments[0], &actions, nil, &words, environ) == 0 else { return nil }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
    return Child(
      status: status >> 8 & 255, seconds: moat_bench.seconds() - start, residentBytes: Int(usage.ru_maxrss) * 1024)
  }
}
