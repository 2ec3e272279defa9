import Support
import Testing
import Text

struct JSONWriterTests {
  private static func write(_ layout: JSONWriter.Layout, _ body: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter(layout: layout)
    body(&json)
    return json.buffer.text
  }

  private static func sample(_ json: inout JSONWriter) {
    json.object { json in
      json.field("schema", "moat.engines/1")
      json.field("none", nil as String?)
      json.field("yes", true)
      json.field("no", false)
      json.field("count", -3)
      json.field("empty") { $0.object { _ in } }
      json.field("list") { json in
        json.array { json in
          json.string("a")
          json.number(7)
          json.null()
          json.array { _ in }
          json.object { $0.field("b", 1) }
        }
      }
      json.field("last", "z")
    }
  }

  @Test func `A compact document has no white space`() {
    #expect(
      Self.write(.compact, Self.sample)
        == #"{"schema":"moat.engines/1","none":null,"yes":true,"no":false,"count":-3,"empty":{},"#
        + #""list":["a",7,null,[],{"b":1}],"last":"z"}"#)
  }

  @Test func `A document in lines has one element a line`() {
    let expected = """
      {
        "schema": "moat.engines/1",
        "none": null,
        "yes": true,
        "no": false,
        "count": -3,
        "empty": {},
        "list": [
          "a",
          7,
          null,
          [],
          {
            "b": 1
          }
        ],
        "last": "z"
      }
      """
    #expect(Self.write(.lines, Self.sample) == expected)
  }

  @Test func `Both layouts hold the same value`() throws {
    #expect(try JSON(Self.write(.compact, Self.sample)) == JSON(Self.write(.lines, Self.sample)))
  }

  @Test(arguments: [
    ("plain", #""plain""#), ("", #""""#), ("\"", #""\"""#), ("\\", #""\\""#), ("a\nb\tc\rd", #""a\nb\tc\rd""#),
    ("\u{0}\u{1}\u{f}\u{10}\u{1f}", #""\u0000\u0001\u000f\u0010\u001f""#), ("\u{7f}", "\"\u{7f}\""),
    ("größe 🛡", #""größe 🛡""#), ("a/b", #""a/b""#),
  ])
  func `Strings are quoted`(value: String, expected: String) throws {
    let text = Self.write(.compact) { $0.string(value) }
    #expect(text == expected)
    #expect(try JSON("[\(text)]")[0].string == value)
    #expect(Self.write(.compact) { $0.string(utf8: Array(value.utf8)[...]) } == expected)
  }

  @Test func `Keys are quoted like strings`() {
    #expect(Self.write(.compact) { $0.object { $0.field("a\"b", 1) } } == #"{"a\"b":1}"#)
  }

  @Test(arguments: [JSONWriter.Layout.compact, .lines])
  func `Fields made apart are pasted as if written in place`(layout: JSONWriter.Layout) {
    let part = { (json: inout JSONWriter) in
      json.field("b", 2)
      json.field("c") { $0.array { $0.number(3) } }
    }
    let pasted = Self.write(layout) { json in
      json.array { json in
        json.object { json in
          json.field("a", 1)
          json.fields(JSONWriter.fields(layout: layout, depth: 2, part))
          json.field("d", 4)
        }
      }
    }
    let direct = Self.write(layout) { json in
      json.array { json in
        json.object { json in
          json.field("a", 1)
          part(&json)
          json.field("d", 4)
        }
      }
    }
    #expect(pasted == direct)
  }
}
