import Diagnostics
import Testing

struct DiagnosticTests {
  @Test(arguments: [
    (
      Diagnostic(.error, "port", at: .position(file: "web.yaml", line: 14, column: 18), "endPort 79 is below port 80"),
      "web.yaml:14:18: error: endPort 79 is below port 80"
    ),
    (
      Diagnostic(
        .error, "ipv6", at: .none, "the block is IPv6", notes: ["use --engine calico", "or remove the block"]),
      "error: the block is IPv6\nnote: use --engine calico\nnote: or remove the block"
    ),
    (Diagnostic(.warning, "empty", at: .file("all.yaml"), "no object in it"), "all.yaml: warning: no object in it"),
    (
      Diagnostic(.note, "unused", at: .object("NetworkPolicy shop/db"), "selects no pod"),
      "NetworkPolicy shop/db: note: selects no pod"
    ),
  ])
  func `A diagnostic prints its place, severity, message and notes`(diagnostic: Diagnostic, text: String) {
    #expect(diagnostic.description == text)
    #expect("\(diagnostic)" == text)
  }

  @Test func `Notes are below warnings, and these below errors`() {
    #expect([Diagnostic.Severity.error, .note, .warning].sorted() == [.note, .warning, .error])
  }
}

struct PlaceTests {
  @Test func `A position finds the name of its file`() {
    var files = SourceFiles()
    #expect(files.add("a.yaml") == 0)
    #expect(files.add("b.yaml") == 1)
    #expect(files.names == ["a.yaml", "b.yaml"])
    let position = SourcePosition(file: 1, line: 3, column: 5)
    #expect(files.place(of: position) == .position(file: "b.yaml", line: 3, column: 5))
    #expect(files.place(of: position).description == "b.yaml:3:5")
  }

  @Test(arguments: [SourcePosition.none, SourcePosition(file: 7, line: 1, column: 1)])
  func `A position outside of every file is no place`(position: SourcePosition) {
    var files = SourceFiles()
    _ = files.add("a.yaml")
    #expect(files.place(of: position) == Place.none)
    #expect(files.place(of: position).description == "")
  }

  @Test func `A position stays small`() {
    #expect(MemoryLayout<SourcePosition>.size == 12)
  }
}
