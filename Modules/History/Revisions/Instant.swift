internal import Glibc

/// A moment, to the second: seconds since 1970 in UTC.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The seconds.
  public var seconds: Int

  /// A moment.
  public init(seconds: Int) { self.seconds = seconds }

  /// Now.
  public static var now: Instant { Instant(seconds: time(nil)) }

  /// Reads `2026-11-01`, `2026-11-01T12:30`, `2026-11-01 12:30:15` or the same with a `Z`, all in UTC; a date alone is
  /// the beginning of its day, or its last second if `isEnd`. `nil` for anything else.
  public init?(_ text: some StringProtocol, isEnd: Bool = false) {
    var text = Substring(text)
    if text.hasSuffix("Z") { text.removeLast() }
    let halves = text.split(whereSeparator: { $0 == "T" || $0 == " " })
    guard let date = halves.first, halves.count <= 2, let day = Self.day(date) else { return nil }
    guard halves.count == 2 else {
      seconds = day * 86_400 + (isEnd ? 86_399 : 0)
      return
    }
    let parts = Self.numbers(halves[1], separator: ":", widths: [2, 2, 2])
    guard let parts, parts.count >= 2, parts[0] < 24, parts[1] < 60, parts.count < 3 || parts[2] < 60 else {
      return nil
    }
    // A time without seconds is the whole minute where the end is asked for.
    seconds = day * 86_400 + parts[0] * 3600 + parts[1] * 60 + (parts.count > 2 ? parts[2] : isEnd ? 59 : 0)
  }

  /// `2026-11-01 12:30:15`, in UTC.
  public var description: String {
    let (day, rest) = (seconds / 86_400, seconds % 86_400)
    let (year, month, dayOfMonth) = Self.date(day)
    return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(dayOfMonth, 2)) "
      + "\(Self.padded(rest / 3600, 2)):\(Self.padded(rest / 60 % 60, 2)):\(Self.padded(rest % 60, 2))"
  }

  /// Earlier ones first.
  public static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }

  private static func numbers(_ text: Substring, separator: Character, widths: [Int]) -> [Int]? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.count <= widths.count else { return nil }
    var result: [Int] = []
    for (part, width) in zip(parts, widths) {
      guard part.utf8.count == width, part.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(part)
      else { return nil }
      result.append(number)
    }
    return result
  }

  /// The number of the day since 1970-01-01.
  private static func day(_ text: Substring) -> Int? {
    guard let parts = numbers(text, separator: "-", widths: [4, 2, 2]), parts.count == 3, parts[0] >= 1970,
      (1...12).contains(parts[1]), parts[2] >= 1
    else { return nil }
    let number = daysBefore(year: parts[0], month: parts[1]) + parts[2] - 1
    let (_, month, _) = date(number)
    return month == parts[1] ? number : nil
  }

  private static func daysBefore(year: Int, month: Int) -> Int {
    let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let past = year - 1
    return past * 365 + past / 4 - past / 100 + past / 400 - 719_162 + lengths[..<(month - 1)].reduce(0, +)
  }

  private static func date(_ day: Int) -> (year: Int, month: Int, day: Int) {
    var year = 1970 + day / 366
    while daysBefore(year: year + 1, month: 1) <= day { year += 1 }
    var month = 1
    while month < 12, daysBefore(year: year, month: month + 1) <= day { month += 1 }
    return (year, month, day - daysBefore(year: year, month: month) + 1)
  }

  private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
}
