import Support
import Testing

struct DocumentationTests {
  @Test func `Everything that other modules see is documented`() throws {
    let found = try SwiftSource.all(under: "Modules", "Plugins", "Tests/Support").flatMap(Documentation.undocumented)
    found.expectNone()
  }

  @Test func `Whatever is dangerous has its reason above`() throws {
    let found = try SwiftSource.all(under: "Modules", "Plugins", "Tools").flatMap(Documentation.unreasoned)
    found.expectNone()
  }

  @Test(arguments: [
    "public struct A {}",
    "@frozen public struct A {}",
    "// not documentation\npublic let a = 1",
    "/// Of another.\n\npublic let a = 1",
    "/// Documented.\npublic struct A {\n  public var b = 1\n}",
    "@inlinable\npublic static func a() {}",
    "public private(set) var a = 1",
    "public final class A {}",
    "package nonisolated(nonsending) func a() async {}",
    "open class A {}",
    "public subscript(a: Int) -> Int { 1 }",
    "public init?(_ a: Int) {}",
    "public class func a() {}",
  ])
  func `What lacks documentation is found`(text: String) {
    #expect(Documentation.undocumented(in: SwiftSource(path: "A.swift", text: text)).count == 1)
  }

  @Test(arguments: [
    "/// A.\npublic struct A {}",
    "/// A.\n@inlinable\n// why\n@discardableResult\npublic func a() {}",
    "public import Text",
    "package import Text",
    "public extension A {}",
    "let public = 1",
    "open = nil",
    "// public let a = 1",
    "let a = \"\"\"\n  public let b = 1\n  \"\"\"",
    "struct A {\n  var publicPart = 1\n}",
  ])
  func `What has or needs no documentation is not found`(text: String) {
    #expect(Documentation.undocumented(in: SwiftSource(path: "A.swift", text: text)) == [])
  }

  @Test(arguments: [
    "fatalError()",
    "let a = try! b()",
    "/// A.\nfinal class A: @unchecked Sendable {}",
    "let a = unsafeBitCast(b, to: C.self)",
    "nonisolated(unsafe) var a = 1",
    "// far away\n\nfatalError()",
  ])
  func `A danger without a reason is found`(text: String) {
    #expect(Documentation.unreasoned(in: SwiftSource(path: "A.swift", text: text)).count == 1)
  }

  @Test(arguments: [
    "// The table is total.\nfatalError()",
    "/// A.\n// Guarded by a lock.\nfinal class A: @unchecked Sendable {}",
    "// Guarded by a lock.\n@frozen\nfinal class A: @unchecked Sendable {}",
    "let a = \"try!\" // fatalError",
    "let a: UnsafeBufferPointer<UInt8>",
  ])
  func `A danger with its reason is not found`(text: String) {
    #expect(Documentation.unreasoned(in: SwiftSource(path: "A.swift", text: text)) == [])
  }
}
