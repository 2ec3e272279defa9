import Support
import Testing

struct NamesTests {
  @Test func `Files, folders and types have names that say something`() throws {
    let found = try SwiftSource.all(under: "Modules", "Plugins", "Tools", "Tests").flatMap(Names.violations)
    found.expectNone()
  }

  @Test(arguments: [
    ("Modules/Text/StringUtils.swift", "let a = 1"),
    ("Modules/Common/Text.swift", "let a = 1"),
    ("Modules/Text/Text+Extras.swift", "let a = 1"),
    ("Modules/Text/A.swift", "struct RuleManager {}"),
    ("Modules/Text/A.swift", "public enum Types: String {}"),
    ("Modules/Text/A.swift", "typealias Helper = Int"),
  ])
  func `A name that says nothing is found`(path: String, text: String) {
    #expect(Names.violations(in: SwiftSource(path: path, text: text)).count == 1)
  }

  @Test(arguments: [
    "struct Typesetter {}", "struct AddressTypes {}", "// struct Utils",
    "let policyTypes = 1", "class var common: Int { 1 }",
  ])
  func `A name that holds such a word by chance is not found`(text: String) {
    #expect(Names.violations(in: SwiftSource(path: "Modules/Text/A.swift", text: text)) == [])
  }
}
