import Support
import Testing

struct SizesTests {
  @Test func `Files, functions and parameter lists stay within their limits`() throws {
    let found = try SwiftSource.all(under: "Modules", "Plugins", "Tools", "Tests").flatMap(Sizes.violations)
    found.expectNone()
  }

  @Test func `No folder of a module is crowded`() {
    let paths = ["Modules", "Plugins", "Tools"].flatMap { RepositoryRoot.files(under: $0, suffix: ".swift") }
    let found = Sizes.crowdedFolders(paths)
    found.expectNone()
  }

  private static let filler = String(repeating: "    step()\n", count: 60)

  @Test(arguments: [
    Sample("a function", "func long() {\n\(filler)}\n"),
    Sample(
      "a generic function in a type", "struct A {\n  func a<T>(_ x: [T]) throws(E) where T: B {\n\(filler)  }\n}\n"),
    Sample("an operator", "static func < (left: A, right: A) -> Bool {\n\(filler)}\n"),
    Sample("an initialiser", "init?(_ text: String) {\n\(filler)}\n"),
    Sample("a computed property", "var long: Int {\n\(filler)}\n"),
    Sample("a getter's property", "var long: [Int: (Int) -> Int] {\n  get {\n\(filler)  }\n}\n"),
    Sample("a subscript", "subscript(index: Int) -> Int {\n\(filler)}\n"),
    Sample("a switch and one thing more", "func long() {\n  switch a {\n\(filler)  }\n  step()\n}\n"),
    Sample("a function with a tricky string", "func long() {\n  let a = \"}\\(b(\"}\"))\"\n\(filler)}\n"),
    Sample("a test", "@Test func `Braces { in } a name`() {\n\(filler)}\n"),
    Sample("six parameters", "func a(a: Int, b: [Int: Int], c: (Int, Int), d: Int = f(1, 2), e: G<A, B>, g: Int) {}\n"),
    Sample("four levels", "func a() {\nif a {\nfor b in c {\nswitch b {\ncase 1:\nif d {\n}\n}\n}\n}\n}\n"),
    Sample("a long file", String(repeating: "let a = 1\n", count: 401)),
  ])
  func `What is too large is found`(sample: Sample) {
    let found = Sizes.violations(in: SwiftSource(path: "Modules/Text/A.swift", text: sample.text))
    #expect(found.count == 1)
  }

  @Test(arguments: [
    Sample("a switch alone", "func table(_ a: A) -> B {\n  switch a {\n\(filler)  }\n}\n"),
    Sample("a returned switch", "func table(_ a: A) -> B {\n  // why\n  return switch a {\n\(filler)  }\n}\n"),
    Sample("a requirement", "protocol A {\n  func a()\n  var b: Int { get }\n  init()\n}\nstruct C {\n\(filler)}\n"),
    Sample("a stored closure", "var stored: Int = {\n\(filler)}()\n"),
    Sample("a call of an initialiser", "let a = B.init(c) {\n\(filler)}\n"),
    Sample("a binding", "if var a = b {\n\(filler)}\n"),
    Sample("five parameters", "func wide(a: Int, b: Int, c: Int, d: Int, e: (Int, Int) -> Int) {}\n"),
    Sample("many initial values", "init(a: Int, b: Int, c: Int, d: Int, e: Int, f: Int) {}\n"),
    Sample("three levels", "func a() {\nfor b in c {\nif a {\nx.map { y in\nif z {\n}\n}\n} else {\n}\n}\n}\n"),
    Sample("a file at the limit", String(repeating: "let a = 1\n", count: 400)),
  ])
  func `What is not too large is not found`(sample: Sample) {
    let found = Sizes.violations(in: SwiftSource(path: "Modules/Text/A.swift", text: sample.text))
    found.expectNone()
  }

  @Test func `A crowded folder is found, and its subfolders count for themselves`() {
    let paths = { (folder: String, count: Int) in (1...count).map { "\(folder)/\($0).swift" } }
    #expect(Sizes.crowdedFolders(paths("Modules/A", 15) + paths("Modules/A/B", 25)) == [])
    #expect(Sizes.crowdedFolders(paths("Modules/A", 16) + paths("Plugins/C/D", 26)).count == 2)
  }
}
