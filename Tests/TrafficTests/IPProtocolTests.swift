import Testing
import Traffic

struct IPProtocolTests {
  @Test(arguments: [
    ("tcp", IPProtocol.tcp), ("TCP", .tcp), ("Udp", .udp), ("sctp", .sctp), ("icmp", .icmp), ("icmpv6", .icmpv6),
    ("ipv6-icmp", .icmpv6), ("ICMPv6", .icmpv6), ("udplite", .udplite), ("UDPLite", .udplite), ("ipip", .ipip),
    ("ipencap", .ipip), ("6", .tcp), ("0", IPProtocol(rawValue: 0)), ("255", IPProtocol(rawValue: 255)),
    ("gre", IPProtocol(rawValue: 47)),
  ])
  func `Names in either case and numbers are read`(text: String, expected: IPProtocol) {
    #expect(IPProtocol(text) == expected)
  }

  @Test(arguments: ["", "tcpp", "256", "-1", "+6", "all", " tcp", "6.0"])
  func `Anything else is refused`(text: String) {
    #expect(IPProtocol(text) == nil)
  }

  @Test(arguments: [
    (IPProtocol.tcp, "tcp", "TCP"), (.udp, "udp", "UDP"), (.sctp, "sctp", "SCTP"), (.icmp, "icmp", "ICMP"),
    (.icmpv6, "ipv6-icmp", "ICMPv6"), (.ipip, "ipencap", "IPIP"), (IPProtocol(rawValue: 50), "esp", "ESP"),
    (IPProtocol(rawValue: 200), "200", "200"),
  ])
  func `A protocol has the kernel's name and a label for people`(ipProtocol: IPProtocol, name: String, label: String) {
    #expect(ipProtocol.name == name)
    #expect("\(ipProtocol)" == name)
    #expect(ipProtocol.label == label)
    #expect(IPProtocol(name) == ipProtocol)
  }

  @Test func `Only TCP, UDP and SCTP have ports that policies can name`() {
    let withPorts = (0...255).map { IPProtocol(rawValue: UInt8($0)) }.filter(\.hasPorts)
    #expect(withPorts == [.tcp, .udp, .sctp])
    #expect(withPorts.sorted() == withPorts)
  }
}
