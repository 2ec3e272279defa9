import Testing
import Text
import Traffic

struct CIDRTests {
  @Test(arguments: [
    ("10.0.0.0/8", "10.0.0.0", "10.255.255.255", "10.0.0.0/8"),
    ("10.1.2.3/8", "10.0.0.0", "10.255.255.255", "10.0.0.0/8"),
    ("0.0.0.0/0", "0.0.0.0", "255.255.255.255", "0.0.0.0/0"),
    ("1.2.3.4/0", "0.0.0.0", "255.255.255.255", "0.0.0.0/0"),
    ("1.2.3.4/32", "1.2.3.4", "1.2.3.4", "1.2.3.4/32"),
    ("172.16.5.9/31", "172.16.5.8", "172.16.5.9", "172.16.5.8/31"),
    ("192.168.77.1/25", "192.168.77.0", "192.168.77.127", "192.168.77.0/25"),
  ])
  func `An IPv4 block knows its ends and keeps what was written`(
    text: String, first: String, last: String, masked: String
  ) throws {
    let block = try #require(CIDRv4(text))
    #expect(block.description == text)
    #expect(block.first.description == first)
    #expect(block.last.description == last)
    #expect(block.masked.description == masked)
    #expect(CIDR(text)?.masked == .v4(block.masked))
    var buffer = TextBuffer()
    buffer.append(block)
    #expect(buffer.text == text)
  }

  @Test(arguments: [
    ("2001:db8::/32", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8::/32"),
    ("2001:db8:1::5/33", "2001:db8::", "2001:db8:7fff:ffff:ffff:ffff:ffff:ffff", "2001:db8::/33"),
    ("::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::/0"),
    ("fe80::1:2:3:4/64", "fe80::", "fe80::ffff:ffff:ffff:ffff", "fe80::/64"),
    ("fe80::8000:0:0:4/65", "fe80::8000:0:0:0", "fe80::ffff:ffff:ffff:ffff", "fe80::8000:0:0:0/65"),
    ("::1/128", "::1", "::1", "::1/128"), ("::5/127", "::4", "::5", "::4/127"),
  ])
  func `An IPv6 block knows its ends and keeps what was written`(
    text: String, first: String, last: String, masked: String
  ) throws {
    let block = try #require(CIDRv6(text))
    #expect(block.description == text)
    #expect(block.first.description == first)
    #expect(block.last.description == last)
    #expect(block.masked.description == masked)
    #expect(CIDR(text)?.masked == .v6(block.masked))
    var buffer = TextBuffer()
    buffer.append(block)
    #expect(buffer.text == text)
  }

  @Test(arguments: [
    "", "/", "/8", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08", "10.0.0.0/00",
    "10.0.0.0/8 ", " 10.0.0.0/8", "10.0.0.0/8/8", "10.0.0/8", "10.0.0.0/255.0.0.0", "10.0.0.0/256", "10.0.0.0/٨",
    "010.0.0.0/8", "::/129", "::/0x0", "::", "2001:db8::1%eth0/64", "a/b", "10.0.0.0/999999999999999999999",
  ])
  func `Anything else is refused`(text: String) {
    #expect(CIDR(text) == nil)
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.9.9.9/8", "10.0.0.0", true),
    ("0.0.0.0/0", "203.0.113.7", true), ("10.0.0.1/32", "10.0.0.1", true), ("10.0.0.1/32", "10.0.0.0", false),
    ("0.0.0.0/0", "::", false), ("::/0", "10.0.0.1", false), ("::/0", "2001:db8::1", true),
    ("2001:db8::/64", "2001:db8::ffff", true), ("2001:db8::/64", "2001:db8:0:1::", false),
    ("2001:db8::8000:0:0:0/65", "2001:db8::7000:0:0:0", false), ("::ffff:10.0.0.0/104", "10.0.0.1", false),
  ])
  func `A block covers addresses of its own family`(block: String, address: String, isCovered: Bool) throws {
    #expect(try #require(CIDR(block)).contains(try #require(IPAddress(address))) == isCovered)
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.1.0.0/16", true), ("10.1.0.0/16", "10.0.0.0/8", false), ("10.0.0.0/8", "10.0.0.0/8", true),
    ("10.0.0.0/8", "11.0.0.0/16", false), ("0.0.0.0/0", "10.0.0.0/8", true), ("0.0.0.0/0", "::/0", false),
    ("::/0", "2001:db8::/32", true), ("2001:db8::/32", "2001:db8:1::/48", true),
    ("2001:db8::/48", "2001:db8::/32", false),
  ])
  func `A block covers narrower blocks of its own family`(outer: String, inner: String, isCovered: Bool) throws {
    #expect(try #require(CIDR(outer)).contains(try #require(CIDR(inner))) == isCovered)
  }

  @Test func `Blocks are equal as written`() throws {
    #expect(CIDR("10.1.0.0/8") != CIDR("10.0.0.0/8"))
    #expect(CIDR("10.1.0.0/8")?.masked == CIDR("10.0.0.0/8"))
    let address = try #require(IPv4Address("10.0.0.1"))
    #expect(CIDRv4(address).description == "10.0.0.1/32")
    #expect(try CIDRv6(#require(IPv6Address("::1"))).description == "::1/128")
    #expect(CIDR("10.0.0.0/12")?.length == 12)
    #expect(CIDR("::/77")?.length == 77)
    #expect([CIDR("10.0.0.0/8")?.family.bitWidth, CIDR("::/8")?.family.bitWidth] == [32, 128])
  }
}
