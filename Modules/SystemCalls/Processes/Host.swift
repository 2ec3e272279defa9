internal import Glibc

/// This process, its user and its machine.
public enum Host {
  /// Whether the user is root, of the machine or of a user namespace.
  public static var isRoot: Bool { geteuid() == 0 }

  /// The number of this process.
  public static var processNumber: Int32 { getpid() }

  /// The user's number outside the user namespace of this process, by which others know the user.
  public static var userNumber: UInt32 {
    let own = geteuid()
    let map = String(decoding: (try? Files.read("/proc/self/uid_map")) ?? [], as: UTF8.self)
    for line in map.split(separator: "\n") {
      // First number within, first number outside, how many.
      let numbers = line.split(separator: " ").compactMap { UInt32($0) }
      if numbers.count == 3, own >= numbers[0], own - numbers[0] < numbers[2] { return numbers[1] + (own - numbers[0]) }
    }
    return own
  }

  /// A variable of the environment; `nil` if it is not set.
  public static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// Seconds since the machine started.
  public static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Waits.
  public static func sleep(milliseconds: UInt32) { usleep(milliseconds * 1000) }

  /// Lets this process have as many open files as it may.
  public static func raiseFileLimit() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }

  /// The path of a program that is named by a path or found in the search path; `nil` if there is none.
  public static func program(_ name: String) -> String? {
    if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
    let folders = (variable("PATH") ?? "").split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin", "/usr/bin"]
    return folders.lazy.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }
}
