internal import Diagnostics

/// A diagnostic without its place.
struct Finding {
  var severity: Diagnostic.Severity
  var code: String
  var message: String
  var notes: [String]

  /// Whether an error leaves its object usable: the API server refuses it, but clusters of old may hold it, and every
  /// engine makes something of it.
  var isTolerable = false

  init(_ severity: Diagnostic.Severity, _ code: String, _ message: String, notes: [String] = []) {
    self.severity = severity
    self.code = code
    self.message = message
    self.notes = notes
  }

  /// The same, tolerable.
  var tolerable: Finding {
    var finding = self
    finding.isTolerable = true
    return finding
  }

  /// The text as it may stand in a message: in quotes, control characters escaped, cut after 80 characters.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if index == 80 {
        result += "…"
        break
      }
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default:
        let isControl = scalar.value < 32 || (0x7f...0x9f).contains(scalar.value)
        result += isControl ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
      }
    }
    return result + "\""
  }
}
