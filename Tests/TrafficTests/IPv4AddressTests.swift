import Glibc
import Support
import Testing
import Text
import Traffic

struct IPv4AddressTests {
  @Test(arguments: [
    ("0.0.0.0", 0), ("10.0.0.1", 0x0a00_0001), ("10.240.0.29", 0x0af0_001d), ("255.255.255.255", UInt32.max),
    ("1.2.3.4", 0x0102_0304), ("192.168.100.200", 0xc0a8_64c8),
  ])
  func `Dotted decimal is read and written`(text: String, number: UInt32) {
    #expect(IPv4Address(text)?.rawValue == number)
    #expect(IPv4Address(rawValue: number).description == text)
    #expect(IPAddress(text) == .v4(IPv4Address(rawValue: number)))
  }

  @Test(arguments: [
    "", "1", "1.2.3", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4.", "1.2.3.4.5", "1.2.3.256", "1.2.3.1000", "01.2.3.4",
    "1.2.3.00", "1.2.3.4 ", " 1.2.3.4", "1.2.3.-4", "+1.2.3.4", "1.2.3.4/32", "0x1.2.3.4", "a.b.c.d", "1,2,3,4",
    "99999999999.1.1.1", "1.2.3.٤", "1.2.3.4\0",
  ])
  func `Anything else is refused`(text: String) {
    #expect(IPv4Address(text) == nil)
    #expect(IPAddress(text) == nil)
  }

  @Test func `The C library agrees on every text`() {
    var generator = SeededGenerator("IPv4 texts")
    for _ in 0..<5000 {
      let parts = (0..<Int.random(in: 3...5, using: &generator)).map { _ in
        String(["", "0", "00", "7", "12", "99", "200", "255", "256", "1000"].randomElement(using: &generator) ?? "")
      }
      let text = parts.joined(separator: ".")
      var address = in_addr()
      let isValid = inet_pton(AF_INET, text, &address) == 1
      #expect(IPv4Address(text)?.rawValue == (isValid ? UInt32(bigEndian: address.s_addr) : nil), "\(text)")
    }
  }

  @Test func `Bytes are read like strings`() {
    let good = Array("10.1.2.3".utf8)
    #expect(good.withUnsafeBufferPointer { IPv4Address(utf8: $0) } == IPv4Address("10.1.2.3"))
    let bad = Array("10.1.2".utf8)
    #expect(bad.withUnsafeBufferPointer { IPv4Address(utf8: $0) } == nil)
  }

  @Test func `Addresses are ordered as numbers, not as texts`() throws {
    let texts = ["9.0.0.0", "10.0.0.2", "10.0.0.10", "10.0.1.0", "100.0.0.0", "200.0.0.0"]
    let addresses = texts.compactMap { IPv4Address($0) }
    #expect(addresses.shuffled().sorted().map(\.description) == texts)
  }

  @Test func `A buffer takes addresses of both families`() throws {
    var buffer = TextBuffer()
    buffer.append(try #require(IPAddress("10.0.0.1")))
    buffer.append(byte: 32)
    buffer.append(try #require(IPAddress("2001:db8::1")))
    #expect(buffer.text == "10.0.0.1 2001:db8::1")
  }
}
