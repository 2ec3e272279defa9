import Foundation
import Testing

@testable import Support

struct FixtureTests {
  @Test func `The root holds the package`() throws {
    #expect(try RepositoryRoot.text(of: "Package.swift").hasPrefix("// swift-tools-version"))
    #expect(RepositoryRoot.folders(in: "Tests").contains("Vectors"))
    #expect(RepositoryRoot.files(under: "Modules/Digest").contains("Modules/Digest/SHA2.swift"))
    #expect(RepositoryRoot.files(under: "Nothing") == [])
  }

  @Test func `Files are listed without hidden folders, in byte order`() {
    let files = RepositoryRoot.files(under: "", suffix: ".swift")
    #expect(files.contains("Package.swift") && !files.contains { $0.hasPrefix(".") })
    #expect(files == files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test func `A temporary folder is gone afterwards, however it ends`() async throws {
    struct Stop: Error {}
    var path = ""
    #expect(throws: Stop.self) {
      try TemporaryFolder.with { folder in
        path = try folder.write("text", to: "a/b/c.txt")
        #expect(try folder.text(of: "a/b/c.txt") == "text")
        throw Stop()
      }
    }
    #expect(!path.isEmpty && !FileManager.default.fileExists(atPath: path))
    let later = try await TemporaryFolder.with { folder in
      await Task.yield()
      return try folder.write("", to: "d")
    }
    #expect(!FileManager.default.fileExists(atPath: later))
  }

  @Test func `A seed repeats its numbers`() {
    // The first numbers of the reference implementation for seed 1234567.
    var generator = SeededGenerator(seed: 1_234_567)
    #expect(
      (0..<3).map { _ in generator.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
    var again = SeededGenerator(seed: 1_234_567)
    #expect(again.next() == 6_457_827_717_110_365_317)
  }

  @Test func `Vectors are listed, unpacked and decoded`() throws {
    let names = Vectors.names(in: "inputs")
    #expect(names.count == 6 && names.contains("inputs/edge-a"))
    let lines = try Vectors.lines("inputs/edge-a")
    #expect(lines.count == 60)
    #expect(lines[0]["case"].string == "random-2001")
    #expect(lines[0]["list"]["items"][0]["kind"].string == "Node")
    struct Line: Decodable { var `case`: String }
    #expect(try Vectors.lines("inputs/edge-a", as: Line.self).map(\.case) == lines.compactMap { $0["case"].string })
    #expect(throws: Command.Failure.self) { try Vectors.data("inputs/none") }
  }

  @Test func `JSON values are looked into without complaint`() throws {
    let value = try JSON(#"{"a": [1, "b", true, null, {"c": -2.5}], "d": {}}"#)
    #expect(value["a"][0].integer == 1)
    #expect(value["a"][2].boolean == true && value["a"][2].number == nil)
    #expect(value["a"][3] == .null && value["x"][9]["y"] == .null)
    #expect(value["a"][4]["c"].number == -2.5 && value["a"][4]["c"].integer == nil)
    #expect(value["a"].strings == ["b"] && value["a"].elements.count == 5 && value.fields.count == 2)
    #expect(throws: (any Error).self) { try JSON("{") }
  }

  @Test func `A text is compared with its golden file`() throws {
    let file = "Tests/Vectors/README.md"
    let text = try RepositoryRoot.text(of: file)
    #expect(Golden.complaint(about: text, in: file) == nil)
    #expect(Golden.complaint(about: text + "more", in: file)?.contains("> more") == true)
    #expect(Golden.complaint(about: text, in: "Tests/Golden/missing.txt")?.contains("`make golden`") == true)
  }
}
