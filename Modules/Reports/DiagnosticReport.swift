public import Diagnostics
public import Text

/// Diagnostics as lines for a terminal.
public enum DiagnosticReport {
  /// `place: severity: message` with its notes, the severity in colour; no line feed at the end.
  public static func render(_ diagnostic: Diagnostic, palette: Palette) -> String {
    let role: Palette.Role =
      switch diagnostic.severity {
      case .error: .bad
      case .warning: .caution
      case .note: .faint
      }
    let place = diagnostic.place.description
    var text = place.isEmpty ? "" : palette.paint("\(place):", .heading) + " "
    text += palette.paint("\(diagnostic.severity.rawValue):", role) + " " + printable(diagnostic.message)
    for note in diagnostic.notes { text += "\n" + palette.paint("note:", .faint) + " " + printable(note) }
    return text
  }

  /// Control characters of the input, escaped, so that a hostile manifest cannot drive the terminal.
  static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value < 32 || (127..<160).contains($0.value) }) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if scalar.value < 32 || (127..<160).contains(scalar.value) {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
}
