internal import Diagnostics
internal import Glibc

/// Files and their documents.
extension ManifestDecoder {
  /// How many times the reading of one file begins again behind an error.
  private static let restartsAllowed = 20

  /// Reads an input.
  mutating func read(_ input: Input) {
    switch input {
    case .standardInput:
      file = report.addFile("<stdin>")
      read(descriptor: STDIN_FILENO, isSeekable: false)
    case .problem(let path, let finding):
      file = report.addFile(path.isEmpty ? "\"\"" : path)
      add(finding, at: wholeFile)
    case .file(let path):
      file = report.addFile(path)
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
      guard descriptor >= 0 else { return add(.unreadablePath(errno), at: wholeFile) }
      defer { close(descriptor) }
      read(descriptor: descriptor, isSeekable: lseek(descriptor, 0, SEEK_CUR) == 0)
    }
  }

  /// Reads a text.
  mutating func read(_ text: [UInt8], name: String) {
    file = report.addFile(name)
    let limits = limits
    read(canRestart: true) { ByteSource(bytes: text, bytesAllowed: $0, limits: limits) }
  }

  /// The file as a place.
  private var wholeFile: SourcePosition { SourcePosition(file: file, line: 0, column: 0) }

  private mutating func read(descriptor: Int32, isSeekable: Bool) {
    let limits = limits
    read(canRestart: isSeekable) { bytesAllowed in
      if isSeekable { lseek(descriptor, 0, SEEK_SET) }
      return ByteSource(descriptor: descriptor, bytesAllowed: bytesAllowed, limits: limits)
    }
  }

  /// Reads the bytes of a source to their end; after an error, from the next document on, as far as they can be had
  /// again.
  private mutating func read(canRestart: Bool, _ open: (Int) -> ByteSource) {
    let (countBefore, errorsBefore) = (found.count, report.errorCount)
    var source = open(max(0, limits.inputBytes - bytesRead))
    var firstLine = 0
    for restart in 0...Self.restartsAllowed {
      events = EventReader(source, limits: limits, firstLine: firstLine)
      readDocuments()
      bytesRead += source.bytesRead
      guard let (finding, line, column) = events.failure else { break }
      let place = SourcePosition(file: file, line: line, column: column)
      var isOver = !canRestart || !finding.isConfinedToDocument || restart == Self.restartsAllowed
      if !isOver {
        source = open(max(0, limits.inputBytes - bytesRead))
        let next = source.skipToDocument(after: max(Int(line) - 1, firstLine + 1))
        (isOver, firstLine) = (next == nil, next ?? 0)
        add(finding, at: place)
      } else {
        var finding = finding
        if finding.code != "truncated" { finding.notes.append(Finding.restNotRead) }
        add(finding, at: place)
      }
      if isOver { break }
    }
    if found.count == countBefore, report.errorCount == errorsBefore { add(.emptyFile, at: wholeFile) }
  }

  /// Reads all documents; returns at the end, or at what ends reading, which `events.failure` holds then.
  private mutating func readDocuments() {
    do throws(Stop) {
      try events.advance()
      try events.advance()
      while events.current.kind == .documentStart {
        try events.advance()
        try readDocument()
        try events.advance()
      }
    } catch {
      leaveObject()
    }
  }
}
