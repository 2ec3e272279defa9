import PolicyModel
import Support
import Testing
import Text

struct SymbolTableTests {
  @Test func `A new table holds the empty text`() {
    var table = SymbolTable()
    #expect(table.count == 1)
    #expect(table.find("") == .empty)
    #expect(table.intern("") == .empty)
    #expect(table.text(.empty) == "")
    #expect(table.ranks() == [0])
  }

  @Test func `Equal texts have equal symbols, numbered by first sight`() {
    var table = SymbolTable()
    let symbols = ["web", "db", "web", "Web", "we", "b", "größe", "db"].map { table.intern($0) }
    #expect(symbols.map(\.rawValue) == [1, 2, 1, 3, 4, 5, 6, 2])
    #expect(table.count == 7)
    #expect(symbols.map(table.text) == ["web", "db", "web", "Web", "we", "b", "größe", "db"])
    #expect(table.find("größe") == symbols[6])
    #expect(table.find("gr") == nil)
  }

  @Test func `A hundred thousand names are found again, and no others`() {
    var table = SymbolTable()
    let names = (0..<100_000).map { "namespace-\($0 % 317)/deployment-\($0)-\($0 &* 2_654_435_761 % 9973)" }
    let symbols = names.map { table.intern($0) }
    #expect(table.count == 100_001)
    #expect(zip(names, symbols).allSatisfy { table.find($0) == $1 && table.text($1) == $0 })
    let others = names.prefix(1000).flatMap { [$0 + "x", $0.dropLast(1) + "?", "x" + $0] }
    #expect(others.allSatisfy { table.find($0) == nil })
  }

  @Test func `Ranks follow the byte order of the texts`() {
    var generator = SeededGenerator("symbol ranks")
    var table = SymbolTable()
    let letters = Array("ab-./zéü中\u{1F6E1}")
    for _ in 0..<5000 {
      let length = Int.random(in: 0...12, using: &generator)
      _ = table.intern(String((0..<length).map { _ in letters.randomElement(using: &generator) ?? "a" }))
    }
    let symbols = (0..<UInt32(table.count)).map { Symbol(rawValue: $0) }
    let expected = symbols.sorted { table.text($0).utf8.lexicographicallyPrecedes(table.text($1).utf8) }
    let ranks = table.ranks()
    #expect(symbols.sorted { ranks[Int($0.rawValue)] < ranks[Int($1.rawValue)] } == expected)
    #expect(ranks.sorted() == (0..<UInt32(table.count)).map { $0 })
  }

  @Test func `Bytes that are no text are kept`() {
    var table = SymbolTable()
    let odd: [[UInt8]] = [[0], [0, 0], [255, 254], [0xc3], [0, 255, 0]]
    let symbols = odd.map { bytes in bytes.withUnsafeBufferPointer { table.intern(utf8: $0) } }
    #expect(Set(symbols).count == odd.count)
    #expect(symbols.map { Array(table.utf8($0)) } == odd)
  }

  @Test func `A copy of a table goes its own way`() {
    var table = SymbolTable()
    let shared = table.intern("shared")
    var copy = table
    _ = copy.intern("mine")
    #expect(table.find("mine") == nil)
    #expect(copy.text(shared) == "shared")
  }

  @Test func `A buffer takes a symbol's text`() {
    var table = SymbolTable()
    let symbol = table.intern("größe")
    var buffer = TextBuffer()
    buffer.append(symbol, of: table)
    #expect(buffer.text == "größe")
  }
}
