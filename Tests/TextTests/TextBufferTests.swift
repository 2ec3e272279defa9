import Support
import Testing
import Text

struct TextBufferTests {
  @Test func `Appends of every kind follow each other`() {
    var buffer = TextBuffer(capacity: 4)
    buffer.append("größe ")
    buffer.append(literal: "— ")
    buffer.append(byte: UInt8(ascii: "x"))
    buffer.append(contentsOf: Array("yz".utf8))
    buffer.append(contentsOf: Array("-abc-".utf8)[1..<4])
    #expect(buffer.text == "größe — xyzabc")
    #expect(buffer.bytes == Array(buffer.text.utf8))
  }

  @Test func `A new buffer is empty`() {
    #expect(TextBuffer().text == "")
    #expect(TextBuffer(capacity: 100).bytes == [])
  }

  @Test(arguments: [0, 1, 9, 10, 11, 99, 100, 255, 256, 65535, 4_294_967_295, 10_000_000_000, UInt64.max])
  func `Numbers are written in both bases`(value: UInt64) {
    var decimal = TextBuffer()
    decimal.append(decimal: value)
    #expect(decimal.text == String(value))
    var hexadecimal = TextBuffer()
    hexadecimal.append(hexadecimal: value)
    #expect(hexadecimal.text == String(value, radix: 16))
  }

  @Test func `Numbers of any size are written as the library writes them`() {
    var generator = SeededGenerator("TextBuffer numbers")
    var buffer = TextBuffer()
    var expected: [String] = []
    for _ in 0..<2000 {
      let value = UInt64.random(in: 0 ... .max, using: &generator) >> UInt64.random(in: 0..<64, using: &generator)
      buffer.append(decimal: value)
      buffer.append(byte: 32)
      buffer.append(hexadecimal: value)
      buffer.append(byte: 32)
      expected += [String(value), String(value, radix: 16)]
    }
    #expect(buffer.text.split(separator: " ").map(String.init) == expected)
  }

  @Test func `Narrow numbers are written like wide ones`() {
    var buffer = TextBuffer()
    buffer.append(decimal: UInt8.max)
    buffer.append(byte: 32)
    buffer.append(decimal: UInt16.max)
    buffer.append(byte: 32)
    buffer.append(decimal: UInt32.max)
    #expect(buffer.text == "255 65535 4294967295")
  }
}
