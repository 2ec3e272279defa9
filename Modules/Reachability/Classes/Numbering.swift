/// Values, each held once under a number; numbers count from 0 in the order in which the values came.
///
/// It is `@inlinable` because a generic type of another module would be called through witness tables.
public struct Numbering<Value: Hashable & Sendable>: Sendable {
  /// The values, by number.
  public internal(set) var values: [Value] = []
  @usableFromInline var numbers: [Value: Int32] = [:]

  /// No values.
  @inlinable
  public init() {}

  /// The value of a number.
  @inlinable
  public subscript(number: Int32) -> Value { values[Int(number)] }

  /// The number of a value, which is added if it is new.
  @inlinable
  public mutating func number(of value: Value) -> Int32 {
    if let known = numbers[value] { return known }
    let number = Int32(numbers.count)
    numbers[value] = number
    append(value)
    return number
  }

  /// The number of a value; `nil` for one that never came.
  @inlinable
  public func known(_ value: Value) -> Int32? { numbers[value] }

  @usableFromInline
  mutating func append(_ value: Value) { values.append(value) }
}
