import Glibc
import Support
import Testing
import Traffic

struct IPv6AddressTests {
  @Test(arguments: [
    ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("0:0:0:0:0:0:0:0", "::"), ("2001:db8::1", "2001:db8::1"),
    ("2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a"), ("fe80::0001", "fe80::1"),
    ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
    ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
    ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("1:0:0:2:0:0:3:4", "1::2:0:0:3:4"), ("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"),
    ("0:0:1::", "0:0:1::"), ("::ffff:10.0.0.1", "::ffff:a00:1"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
    ("1:2:3:4:5:6:255.254.253.252", "1:2:3:4:5:6:fffe:fdfc"),
    ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
  ])
  func `Text of RFC 4291 is read and written as RFC 5952 wants it`(text: String, canonical: String) {
    #expect(IPv6Address(text)?.description == canonical)
    #expect(IPv6Address(text) == IPv6Address(canonical))
    #expect(IPAddress(text)?.family == .ipv6)
  }

  @Test(arguments: [
    "", ":", ":::", "1", "1:2", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8",
    "1::2::3", "::1::", "12345::", "g::", ":1::2", "1::2:", "1:2:3:4:5:6:7:", ":2:3:4:5:6:7:8", "::1%eth0", "::1/128",
    "[::1]", " ::1", "::1 ", "::+1", "::-1", "::1.2.3", "::1.2.3.256", "::01.2.3.4", "1.2.3.4::", "::1.2.3.4:5",
    "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4", "::١", "::1\0",
  ])
  func `Anything else is refused`(text: String) {
    #expect(IPv6Address(text) == nil)
  }

  @Test func `The C library agrees on every text`() {
    var generator = SeededGenerator("IPv6 texts")
    let parts = ["", "", "0", "1", "db8", "ffff", "00a0", "12345", "1.2.3.4", "1.2.3", "g"]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 1...10, using: &generator))
        .map { _ in parts.randomElement(using: &generator) ?? "" }.joined(separator: ":")
      #expect(IPv6Address(text) == Self.readByC(text), "\(text)")
    }
  }

  @Test func `What is written is read back, and the C library writes the same`() throws {
    var generator = SeededGenerator("IPv6 addresses")
    for _ in 0..<5000 {
      // A group of two is zero, so that runs of zeros of every length come up.
      let groups = (0..<8).map { _ in
        Bool.random(using: &generator) ? 0 : UInt16.random(in: 0 ... .max, using: &generator)
      }
      let address = try #require(IPv6Address(groups.map { String($0, radix: 16) }.joined(separator: ":")))
      #expect(address.groups == groups)
      #expect(IPv6Address(address.description) == address)
      // C writes the last 32 bits in dotted decimal behind these prefixes.
      if groups[0..<5].allSatisfy({ $0 == 0 }) { continue }
      #expect(address.description == Self.writtenByC(address), "\(groups)")
    }
  }

  @Test func `Addresses are ordered as numbers, and behind IPv4`() {
    let texts = ["255.255.255.255", "::", "::1", "::1:0:0:0", "0:0:0:1::", "1::", "a::", "10::"]
    #expect(texts.compactMap { IPAddress($0) }.shuffled().sorted().map(\.description) == texts)
  }

  private static func readByC(_ text: String) -> IPv6Address? {
    var bytes = [UInt8](repeating: 0, count: 16)
    guard inet_pton(AF_INET6, text, &bytes) == 1 else { return nil }
    let half = { (range: Range<Int>) in bytes[range].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
    return IPv6Address(high: half(0..<8), low: half(8..<16))
  }

  private static func writtenByC(_ address: IPv6Address) -> String {
    let bytes = address.groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    var text = [CChar](repeating: 0, count: 64)
    inet_ntop(AF_INET6, bytes, &text, 64)
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
