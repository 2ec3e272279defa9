import Support
import Testing

/// Asks `moat` for each subcommand that a document speaks of.
struct SubcommandsTests {
  private static let documented: [String] = {
    let shown = Document.all.flatMap(ConsoleBlock.all).flatMap(\.steps).map(\.command)
    return Set((shown + Document.all.flatMap(\.codeSpans)).flatMap(subcommands)).sorted()
  }()

  @Test(arguments: documented) func `A documented subcommand has help`(name: String) throws {
    let result = try Command(Product.moat, name, "--help").run()
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.outputText.contains("USAGE: moat \(name)"))
  }

  @Test(arguments: [
    ("moat translate -f a.yaml", ["translate"]), ("cat a | moat check -", ["check"]), ("moat --help", []),
    ("ls moat.sqlite", []), ("moat <subcommand>", []), ("moat", []), ("moat graph | moat check", ["graph", "check"]),
  ])
  func `Subcommands are found in a line`(line: String, expected: [String]) {
    #expect(Self.subcommands(in: line) == expected)
  }

  private static func subcommands(in line: String) -> [String] {
    let words = line.split(whereSeparator: \.isWhitespace)
    return zip(words, words.dropFirst()).filter { $0 == "moat" && $1.wholeMatch(of: /[a-z][a-z-]*/) != nil }
      .map { String($0.1) }
  }
}
