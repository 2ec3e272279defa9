internal import Diagnostics
internal import Glibc

/// What is wrong with a file or its YAML.
extension Finding {
  // MARK: Files

  static func missingPath(_ path: String) -> Finding {
    Finding(
      .error, "missing-path", "there is no such file or folder",
      notes: path.isEmpty ? ["the path is empty"] : ["name a file, a folder, or - for standard input"])
  }

  static func unreadablePath(_ code: Int32) -> Finding {
    Finding(.error, "unreadable-path", "can't be read: \(systemText(code))")
  }

  static func readFailed(_ code: Int32) -> Finding {
    Finding(.error, "read-failed", "reading broke off here: \(systemText(code))")
  }

  static let emptyFile = Finding(.warning, "empty-file", "holds no object")

  static let emptyFolder = Finding(
    .warning, "empty-folder", "holds no manifest",
    notes: ["of a folder, files named *.yaml, *.yml and *.json are read, hidden ones excepted"])

  static let notRegularFile = Finding(
    .warning, "not-regular-file", "is not a regular file; skipped", notes: ["name it by itself to read it"])

  static func folderTooDeep(_ limit: Int) -> Finding {
    Finding(.error, "folder-too-deep", "lies more than \(limit) folders deep", notes: ["name the folder by itself"])
  }

  // MARK: Bounds

  static func inputTooLong(_ limits: ManifestLimits) -> Finding {
    Finding(.error, "input-too-long", "the input is longer than \(size(limits.inputBytes))")
  }

  static func scalarTooLong(_ limits: ManifestLimits) -> Finding {
    Finding(.error, "value-too-long", "a value, comment or run of blanks is longer than \(size(limits.scalarBytes))")
  }

  static func nestedTooDeep(_ limit: Int) -> Finding {
    Finding(.error, "nested-too-deep", "nested more than \(limit) levels deep")
  }

  static func repeatedTooOften(_ limits: ManifestLimits) -> Finding {
    Finding(
      .error, "aliases-repeat-too-much",
      "aliases repeat more than \(limits.repeatedValues) values and ten times what the file spells out, or more than "
        + "\(size(limits.repeatedBytes)) of text")
  }

  static func tooMuchHeld(_ limits: ManifestLimits) -> Finding {
    Finding(
      .error, "too-much-held",
      "more than \(limits.heldValues) values or \(size(limits.heldBytes)) stand under anchors, "
        + "or in front of apiVersion and kind, in one document",
      notes: ["put apiVersion and kind first"])
  }

  // MARK: YAML

  static func unreadableCharacter(_ problem: String, value: Int?) -> Finding {
    let hex = value.map { String($0, radix: 16, uppercase: true) } ?? ""
    if problem.contains("control characters") {
      let name =
        value == 0 ? "a NUL" : "the control character U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
      return Finding(.error, "control-character", "\(name) stands here; YAML allows none")
    }
    if problem.contains("UTF-8") || problem.contains("Unicode") {
      let what =
        switch problem {
        case "incomplete UTF-8 octet sequence": "the text ends within a character"
        case "invalid length of a UTF-8 sequence": "a character is written with too many bytes"
        case "invalid Unicode character": "U+\(hex) is no character"
        default: "the byte 0x\(hex) does not belong to a character"
        }
      return Finding(.error, "invalid-utf8", "invalid UTF-8: \(what)", notes: ["save the file as UTF-8"])
    }
    return Finding(.error, "unreadable-character", "can't be read as text: \(problem)")
  }

  static func undefinedAlias(_ name: String) -> Finding {
    Finding(.error, "undefined-alias", "alias \(quoted("*" + name)) has no anchor in front of it in this document")
  }

  static func cyclicAlias(_ name: String) -> Finding {
    Finding(.error, "cyclic-alias", "alias \(quoted("*" + name)) stands inside the value it names")
  }

  static func syntax(_ syntax: SyntaxProblem) -> Finding {
    var notes: [String] = []
    if let context = syntax.context {
      notes.append(context + (syntax.contextLine.map { " that begins in line \($0)" } ?? ""))
    }
    if let remedy = remedy(for: syntax) { notes.append(remedy) }
    let message = syntax.isAtEnd ? "the text ends too early: \(syntax.problem)" : "not valid YAML: \(syntax.problem)"
    return Finding(.error, syntax.isAtEnd ? "truncated" : "invalid-yaml", message, notes: notes)
  }

  private static func remedy(for syntax: SyntaxProblem) -> String? {
    if syntax.isAtEnd { return nil }
    if syntax.byte == 9 { return "there is a tab here; indent with spaces" }
    switch syntax.problem {
    case "mapping values are not allowed in this context":
      return "look for a wrong indentation above, or put a value with \": \" in it in quotes"
    case "found character that cannot start any token": return "put a value that begins with this character in quotes"
    case "did not find expected key", "did not find expected '-' indicator":
      return "look for a line with a wrong indentation"
    case "block sequence entries are not allowed in this context":
      return "put the list in a line of its own, or in brackets"
    case "found invalid Unicode character escape code":
      return "write the character itself; YAML knows no pairs of \\uD8xx escapes"
    case "could not find expected ':'": return "a key needs a colon and a space behind it"
    case "did not find expected <document start>": return "separate documents by a line with ---"
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      return "a comma or a bracket is missing"
    default: return nil
    }
  }

  /// The note of what ends the reading of a file.
  static let restNotRead = "the rest of the file was not read"

  /// Whether reading can go on with the file's next document.
  var isConfinedToDocument: Bool { ["invalid-yaml", "undefined-alias", "cyclic-alias"].contains(code) }

  // MARK: Parts

  private static func systemText(_ code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).lowercased()
  }

  /// A number of bytes in the largest unit that divides it.
  private static func size(_ bytes: Int) -> String {
    for (shift, unit) in [(30, "GiB"), (20, "MiB"), (10, "KiB")] where bytes >= 1 << shift && bytes % (1 << shift) == 0
    {
      return "\(bytes >> shift) \(unit)"
    }
    return "\(bytes) bytes"
  }
}
