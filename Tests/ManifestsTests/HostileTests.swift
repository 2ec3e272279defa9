import Diagnostics
import Manifests
import Support
import Testing

/// Texts made to cost time or memory. Each test would take minutes or gigabytes if a bound did not hold.
struct HostileTests {
  private static let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"
  private static let rest = "\nnote: the rest of the file was not read"

  private func bytes(_ parts: [UInt8]...) -> LoadedManifests {
    ManifestReader.load(text: parts.flatMap { $0 }, name: "in.yaml")
  }

  private func lastProblem(_ text: String, options: ManifestOptions = ManifestOptions()) -> String {
    load(text, options: options).diagnostics.last { $0.severity == .error }?.description ?? ""
  }

  @Test func `An alias bomb ends with an error where it is read`() {
    var text = "x: &a0 {a: b}\n"
    for level in 1..<30 {
      text += "x\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ","))]\n"
    }
    #expect(load(text + "apiVersion: a/v1\nkind: B\nspec: *a29\n").problems == "")
    var merges = "x: &a0 {a: b}\n"
    for level in 1..<30 {
      merges +=
        "x\(level): &a\(level) {<<: [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ","))]}\n"
    }
    #expect(
      lastProblem(merges + "apiVersion: v1\nkind: Pod\nmetadata: {labels: *a29}\n").hasSuffix(
        "error: aliases repeat more than 1000000 values and ten times what the file spells out, or more than 64 MiB of text"
          + Self.rest))
  }

  @Test func `A chain of merges is no deeper than nesting may be`() {
    var text = "x0: &a0 {name: a}\n"
    for level in 1..<10_000 { text += "x\(level): &a\(level) {<<: *a\(level - 1)}\n" }
    #expect(
      lastProblem(text + "apiVersion: v1\nkind: Pod\nmetadata: *a9999\n").contains("nested more than 500 levels deep"))
  }

  @Test(arguments: [
    Sample("lists", pod + "spec: " + String(repeating: "[", count: 10_000)),
    Sample("maps", pod + "spec: " + String(repeating: "{a: ", count: 10_000)),
    Sample("blocks", (0..<10_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()),
    Sample("dashes", String(repeating: "- ", count: 10_000)),
    Sample("keys", String(repeating: "? ", count: 10_000)),
    Sample("JSON", String(repeating: "{\"a\":", count: 10_000)),
    Sample("lists of objects", String(repeating: "{apiVersion: v1, kind: List, items: [", count: 10_000)),
    Sample("a list over many lines", String(repeating: "[\n", count: 10_000)),
  ])
  func `Deep nesting is an error`(sample: Sample) {
    let problem = lastProblem(sample.text)
    #expect(problem.contains(/nested more than (500 levels|8) deep/) && problem.hasSuffix(Self.rest))
  }

  @Test(arguments: ["a: ", "a: \"", "a: |\n ", "# ", "a: 'x\n\n"])
  func `An endless value is an error once it passes the bound`(head: String) {
    var options = ManifestOptions()
    options.limits.scalarBytes = 100_000
    let problem = lastProblem(head + String(repeating: "a", count: 10_000_000), options: options)
    #expect(problem.hasSuffix("error: a value, comment or run of blanks is longer than 100000 bytes" + Self.rest))
  }

  @Test func `What comes without end on standard input ends at the bound`() throws {
    var options = ManifestOptions()
    options.limits.inputBytes = 3 << 20
    let manifests = ManifestReader.load(
      text: Array(String(repeating: "---\nkind: A\napiVersion: b\n", count: 200_000).utf8), name: "in.yaml",
      options: options)
    #expect(manifests.problems.hasSuffix("error: the input is longer than 3 MiB" + Self.rest))
    #expect(try #require(manifests.skipped.first).count > 100_000)
  }

  @Test func `A million documents are read`() {
    #expect(load(String(repeating: "---\n", count: 1_000_000)).problems == "in.yaml: warning: holds no object")
  }

  @Test func `Bytes that are no text are errors with their place`() {
    let head = Array("# é€\na: \"é€".utf8)
    #expect(
      bytes(head, [0xff, 0x0a]).problems.hasPrefix("in.yaml:2:7: error: invalid UTF-8: the byte 0xFF does not belong"))
    #expect(
      bytes(head, [0xc0, 0x80]).problems.contains("7: error: invalid UTF-8: a character is written with too many"))
    #expect(bytes(head, [0xe2, 0x82]).problems.contains("7: error: invalid UTF-8: the text ends within a character\n"))
    #expect(bytes(head, [0xed, 0xa0, 0x80]).problems.contains("7: error: invalid UTF-8: U+D800 is no character\n"))
    #expect(bytes(head, [0xc3, 0x28]).problems.contains("7: error: invalid UTF-8: the byte 0x28 does not belong"))
    #expect(bytes(head, [0]).problems == "in.yaml:2:7: error: a NUL stands here; YAML allows none" + Self.rest)
    #expect(
      bytes(head, [7]).problems == "in.yaml:2:7: error: the control character U+0007 stands here; YAML allows none"
        + Self.rest)
    let lines = Array(repeating: Array("# é\n".utf8), count: 100_000).flatMap { $0 }
    #expect(bytes(lines, [35, 0]).problems.hasPrefix("in.yaml:100001:2: error: a NUL"))
  }

  @Test func `A list whose items stand in front of its kind is held within bounds`() {
    let items = (0..<100).map { "- metadata: {name: n\($0)}\n" }.joined()
    let text = "items:\n\(items)kind: NamespaceList\napiVersion: v1\n"
    #expect(load(text).lines("namespace").count == 100)
    var options = ManifestOptions()
    options.limits.heldValues = 200
    #expect(
      load(text, options: options).problems == """
        in.yaml:52:14: error: more than 200 values or 64 MiB stand under anchors, or in front of apiVersion and kind, \
        in one document
        note: put apiVersion and kind first
        note: the rest of the file was not read
        """)
    let typed = (0..<1000).map { "- metadata: {name: n\($0)}\n  kind: Namespace\n  apiVersion: v1\n" }.joined()
    #expect(load("items:\n\(typed)kind: List\napiVersion: v1\n", options: options).lines("namespace").count == 1000)
    options.limits.heldBytes = 100
    #expect(lastProblem("a: &a \(String(repeating: "x", count: 200))", options: options).contains("or 100 bytes stand"))
  }

  @Test func `More diagnostics than are kept are counted`() {
    var options = ManifestOptions()
    options.limits.diagnostics = 2
    let labels = (0..<5).map { "    a\($0): 1\n" }.joined()
    let unknown = (0..<4).map { "  b\($0): 1\n" }.joined()
    let text = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  labels:\n\(labels)\(unknown)"
    let manifests = load(text, options: options)
    #expect(
      manifests.problems == """
        in.yaml:6:9: error: metadata.labels["a0"] is the number 1; expected a string
        note: put it in quotes: "1"
        in.yaml:7:9: error: metadata.labels["a1"] is the number 1; expected a string
        note: put it in quotes: "1"
        in.yaml:11:3: warning: unknown field metadata.b0
        in.yaml:12:3: warning: unknown field metadata.b1
        error: and 3 more errors
        warning: and 2 more warnings
        """)
  }

  @Test func `A hundred thousand unknown fields cost no more than a glance each`() {
    let fields = (0..<100_000).map { "  k\($0): x\n" }.joined()
    let manifests = load("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n\(fields)")
    #expect(manifests.problems.hasSuffix("warning: and 99000 more warnings"))
  }

  @Test func `Folders lie no deeper than the bound`() throws {
    try TemporaryFolder.with { folder in
      _ = try folder.write("", to: "a/b/c/d/e.yaml")
      var options = ManifestOptions()
      options.limits.folderDepth = 2
      #expect(
        ManifestReader.load(paths: [folder.path], options: options).problems == """
          \(folder.path)/a/b/c: error: lies more than 2 folders deep
          note: name the folder by itself
          """)
    }
  }

  @Test func `Broken documents beyond number end the reading of their file`() {
    let manifests = load(String(repeating: "a: b: c\n---\n", count: 100))
    #expect(manifests.diagnostics.count == 21)
    #expect(manifests.diagnostics.last?.notes.last == "the rest of the file was not read")
  }
}
