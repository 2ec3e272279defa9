internal import SystemCalls

/// Why a lab cannot be built, changed or asked.
public struct LabError: Error, Hashable, Sendable {
  /// What is wrong, with the value, and what was expected; lower case, no full stop.
  public var message: String
  /// What to do about it.
  public var notes: [String]

  /// Whether what was asked for is wrong, and not the machine.
  public var isUsage: Bool

  /// An error; the texts are in `Lab+Messages.swift`.
  init(_ message: String, notes: [String] = [], isUsage: Bool = false) {
    (self.message, self.notes, self.isUsage) = (message, notes, isUsage)
  }
}

/// Makes an error of the lab of a failed system call.
func system<Value>(_ body: () throws(SystemError) -> Value) throws(LabError) -> Value {
  do {
    return try body()
  } catch {
    throw .system(error)
  }
}
