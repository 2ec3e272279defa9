import Support
import Testing

@testable import Calico

@Suite struct SelectorTests {
  static let normalForms: [(String, String)] = [
    ("", "all()"), ("all()", "all()"), (" global( ) ", "global()"), ("has( a.b/c )", "has(a.b/c)"),
    ("a == 'b'", #"a == "b""#), (#"a=="b""#, #"a == "b""#), ("a != 'x'", #"a != "x""#),
    (#"a == 'say "x"'"#, #"a == 'say "x"'"#), ("a contains 'x'", #"a contains "x""#),
    ("a starts with 'x'", #"a starts with "x""#), ("a startswith 'x'", #"a starts with "x""#),
    ("a ends with 'x'", #"a ends with "x""#), ("a in {'b','a', 'b'}", #"a in {"a", "b"}"#), ("a in {}", "a in {}"),
    ("a notin { 'z', 'a', }", #"a not in {"a", "z"}"#), ("a not in {'b'}", #"a not in {"b"}"#),
    ("!has(a)", "!has(a)"), ("! ! has(a)", "has(a)"), ("!!!has(a)", "!has(a)"), ("!(a == 'b')", #"!a == "b""#),
    ("((a == 'b'))", #"a == "b""#), ("has(a) && has(b) && has(c)", "(has(a) && has(b) && has(c))"),
    ("has(a) && (has(b) && has(c))", "(has(a) && (has(b) && has(c)))"),
    ("has(a) || has(b) && has(c)", "(has(a) || (has(b) && has(c)))"),
    ("(has(a) || has(b)) && !(has(c) || has(d))", "((has(a) || has(b)) && !(has(c) || has(d)))"),
    ("in in {'in'}", #"in in {"in"}"#), ("contains == 'x'", #"contains == "x""#), ("a\t==\t'b'", #"a == "b""#),
  ]

  @Test(arguments: normalForms)
  func `texts that read alike have one normal form`(_ text: String, _ normalForm: String) throws {
    let selector = try SelectorParser.parse(text)
    #expect(selector.normalForm == normalForm)
    #expect(try SelectorParser.parse(normalForm) == selector)
  }

  static let errors: [(String, String, Int)] = [
    ("a", #"expected an operator after label "a""#, 1), ("a = 'b'", "expected ==", 2),
    ("a == b", "expected a string", 5),
    ("a == ", "expected a string", 5), ("a == 'b", "unterminated string", 5), ("a & b", "expected &&", 2),
    ("has(a", "no closing ) after has(", 5), ("has()", "expected a label", 4), ("(has(a)", "expected )", 7),
    ("has(a))", "unexpected content at the end of the selector", 6), ("a in 'b'", "expected {", 5),
    ("a in {'b' 'c'}", "expected }", 10), ("has(a) | has(b)", "expected ||", 7),
    ("&& has(a)", "expected a condition", 0),
    ("a inside {'b'}", #"expected an operator after label "a""#, 2), ("ä == 'b'", "expected a label", 0),
    ("a == 'it's'", "unterminated string", 10),
  ]

  @Test(arguments: errors)
  func `a text that is no selector is refused where it goes wrong`(_ text: String, _ message: String, _ offset: Int) {
    do {
      let selector = try SelectorParser.parse(text)
      Issue.record("\(text) was read as \(selector.normalForm)")
    } catch {
      #expect(error.message.hasPrefix(message), "\(error)")
      #expect(error.offset == offset, "\(error)")
    }
  }

  @Test func `names and nesting have their bounds`() {
    let long = String(repeating: "a", count: SelectorTokenizer.longestLabel)
    #expect(throws: Never.self) { try SelectorParser.parse("has(\(long))") }
    #expect(throws: SelectorError.self) { try SelectorParser.parse("has(\(long)a)") }
    let deep = String(repeating: "(", count: 100_000)
    #expect(throws: SelectorError.self) { try SelectorParser.parse(deep) }
  }

  static let labels = ["app": "web", "tier": "front-end", "empty": ""]
  static let matches: [(String, Bool)] = [
    ("all()", true), ("global()", true), ("has(app)", true), ("has(zone)", false), ("app == 'web'", true),
    ("app == 'we'", false), ("zone == ''", false), ("empty == ''", true), ("app != 'web'", false), ("app != 'x'", true),
    ("zone != 'x'", true), ("app in {'db', 'web'}", true), ("zone in {''}", false), ("app not in {'web'}", false),
    ("zone not in {'a'}", true), ("tier contains '-'", true), ("tier contains 'end-'", false),
    ("tier starts with 'fr'", true),
    ("tier starts with 'end'", false), ("tier ends with 'end'", true), ("zone contains ''", false),
    ("app contains ''", true), ("!has(zone)", true), ("has(app) && has(zone)", false), ("has(app) || has(zone)", true),
    ("!(has(app) && has(zone))", true),
  ]

  @Test(arguments: matches)
  func `a selector matches labels`(_ text: String, _ isMatch: Bool) throws {
    #expect(try SelectorParser.parse(text).matches(Self.labels) == isMatch)
  }

  @Test func `a prefix goes before every label`() throws {
    let selector = try SelectorParser.parse("has(a) && !(b == 'c' || d in {'e'}) && f not in {'g'} && all()")
    #expect(
      selector.prefixed("pcns.").normalForm
        == #"(has(pcns.a) && !(pcns.b == "c" || pcns.d in {"e"}) && pcns.f not in {"g"} && all())"#)
  }

  @Test func `whatever is generated reads back as itself`() throws {
    var generator = SelectorGenerator(random: SeededGenerator("selectors"))
    for _ in 0..<500 {
      let selector = generator.selector(depth: 4)
      #expect(try SelectorParser.parse(selector.normalForm) == selector)
    }
  }
}

/// Makes selectors of every kind.
struct SelectorGenerator {
  var random: SeededGenerator
  private static let labels = ["a", "in", "contains", "x.y/z-1", "projectcalico.org/namespace"]
  private static let values = ["", "v", "in", "all()", "a b", "A_b-c.9", "&&"]

  mutating func selector(depth: Int) -> Selector {
    let kind = Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &random)
    switch kind {
    case 0: return .all
    case 1: return .global
    case 2: return .has(label())
    case 3: return .compares(label(), Selector.Comparison.allCases.randomElement(using: &random) ?? .equal, value())
    case 4: return .isIn(label(), anyOf: (0..<3).map { _ in value() })
    case 5: return .notIn(label(), noneOf: (0..<2).map { _ in value() })
    case 6:
      // Two negations read as none.
      let operand = selector(depth: depth - 1)
      if case .not = operand { return operand }
      return .not(operand)
    case 7: return .and((0..<3).map { _ in selector(depth: depth - 1) })
    default: return .or((0..<2).map { _ in selector(depth: depth - 1) })
    }
  }

  private mutating func label() -> String { Self.labels.randomElement(using: &random) ?? "" }
  private mutating func value() -> String { Self.values.randomElement(using: &random) ?? "" }
}
