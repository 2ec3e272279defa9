import Glibc

/// Seconds on the machine's monotonic clock.
func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// How long `body` takes, in seconds, with its result.
func timed<Result>(_ body: () throws -> Result) rethrows -> (seconds: Double, result: Result) {
  let start = seconds()
  let result = try body()
  return (seconds() - start, result)
}

extension Double {
  /// The number with `digits` decimals.
  func rounded(_ digits: Int) -> String {
    let scale = pow(10, Double(digits))
    let whole = Int64((self * scale).rounded())
    let fraction = String(whole.magnitude % UInt64(scale))
    let sign = whole < 0 ? "-" : ""
    let head = "\(sign)\(whole.magnitude / UInt64(scale))"
    return digits == 0 ? head : "\(head).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
  }
}
