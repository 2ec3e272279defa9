/// A word of Calico's selector language.
enum SelectorToken: Hashable, Sendable {
  case leftParenthesis
  case rightParenthesis
  case leftBrace
  case rightBrace
  case comma
  case and
  case or
  case not
  case isIn
  case notIn
  case comparison(Selector.Comparison)
  case label(String)
  case value(String)
  case has(String)
  case all
  case global
}

/// Why a text is no selector.
struct SelectorError: Error, Hashable, Sendable {
  /// What is wrong; lower case, no full stop.
  var message: String
  /// The byte at which it was noticed, from 0.
  var offset: Int
}
