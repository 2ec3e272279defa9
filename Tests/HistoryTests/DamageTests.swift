import Foundation
import Support
import Testing

@testable import History

/// Files that something else has damaged: what is broken is named, and the rest can be had.
struct DamageTests {
  /// A file with a few revisions, whole in itself: no log beside it.
  private static func file(_ shop: Shop, revisions: Int) throws -> [UInt8] {
    for number in 1...revisions { try shop.apply([number, 1000 + number], message: "step \(number)") }
    _ = try HistoryStore.open(shop.store).compact()
    return Array(try Data(contentsOf: URL(filePath: shop.store)))
  }

  private static func write(_ bytes: [UInt8], _ shop: Shop, _ name: String) throws -> String {
    let path = shop.folder.path(of: name)
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  /// Whether verification passes, or names what is broken; and the export gets out every revision that is said to be whole.
  private static func check(_ path: String, _ shop: Shop) throws -> Bool {
    let verify = try shop.moat("history", "verify", "--store", path)
    #expect([0, 1, 2, 3].contains(verify.status), "\(verify.status) \(verify.errorText)")
    if verify.status >= 2 {
      #expect(verify.errorText.hasPrefix("error: "), "\(verify.errorText)")
      return false
    }
    let result = try HistoryStore.verify(path)
    #expect(result.isSound == (verify.status == 0))
    let export = try shop.moat("history", "export", "--store", path)
    #expect(export.status <= 1, "\(export.errorText)")
    guard let cluster = result.clusters.first, !cluster.whole.isEmpty else { return result.isSound }
    let copy = path + ".copy"
    let store = try HistoryStore.open(copy, for: .create)
    try store.importing(Array(export.output))
    let again = try HistoryStore.verify(copy)
    #expect(Set(cluster.whole).isSubset(of: again.clusters.first?.whole ?? []), "\(path)")
    return result.isSound
  }

  @Test func `A file that is cut short says so, and what is left can be had`() throws {
    try Shop.with { shop in
      let bytes = try Self.file(shop, revisions: 12)
      #expect(try Self.check(try Self.write(bytes, shop, "whole"), shop))
      for part in 1...9 {
        let cut = Array(bytes.prefix(bytes.count * part / 10))
        #expect(try !Self.check(try Self.write(cut, shop, "cut-\(part)"), shop))
      }
      #expect(try !Self.check(try Self.write([], shop, "empty"), shop))
    }
  }

  @Test func `Flipped bytes are found or do not matter`() throws {
    try Shop.with { shop in
      let bytes = try Self.file(shop, revisions: 12)
      var generator = SeededGenerator(seed: 7)
      for round in 0..<40 {
        var broken = bytes
        let count = round % 3 == 0 ? 64 : 1
        for _ in 0..<count {
          let place = Int.random(in: (round % 2 == 0 ? 100 : 4096)..<bytes.count, using: &generator)
          broken[place] ^= UInt8.random(in: 1...255, using: &generator)
        }
        _ = try Self.check(try Self.write(broken, shop, "flip-\(round)"), shop)
      }
    }
  }

  @Test func `A flipped byte within an object is found and named`() throws {
    try Shop.with { shop in
      var bytes = try Self.file(shop, revisions: 3)
      let needle = Array("\"port\":1002".utf8)
      let place = try #require(bytes.indices.first { bytes[$0...].starts(with: needle) })
      bytes[place + needle.count - 1] = UInt8(ascii: "9")
      let path = try Self.write(bytes, shop, "object")
      let verify = try shop.moat("history", "verify", "--store", path)
      #expect(verify.status == 1)
      #expect(verify.outputText.contains("NetworkPolicy shop/web: the content is not what its digest says"))
      #expect(verify.outputText.contains("revision 2: its objects are not all there"))
      #expect(verify.outputText.contains("cluster prod: 2 revisions whole, 1 not"))
    }
  }

  @Test func `A newer schema and other files are refused with their number and name`() throws {
    try Shop.with { shop in
      var bytes = try Self.file(shop, revisions: 1)
      bytes.replaceSubrange(60..<64, with: [0, 0, 0, UInt8(Schema.version + 4)])
      let newer = try Self.write(bytes, shop, "newer")
      for arguments in [["log"], ["cluster", "list"], ["history", "verify"]] {
        let result = try shop.command(arguments, store: newer).run()
        #expect(result.status == 2)
        #expect(
          result.errorText.hasPrefix(
            "error: history \"\(newer)\" has schema \(Schema.version + 4); this build reads up to \(Schema.version)\n"))
      }
      let other = try shop.folder.write(String(repeating: "no database\n", count: 400), to: "other")
      #expect(try shop.moat("log", store: other).errorText.hasPrefix("error: \"\(other)\" is no history of Moat's"))
      let missing = try shop.moat("log", store: shop.folder.path(of: "gone"))
      #expect(missing.status == 2)
      #expect(missing.errorText.contains("there is no history"))
    }
  }
}
