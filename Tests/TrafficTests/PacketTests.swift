import Testing
import Text
import Traffic

struct PacketTests {
  @Test func `A packet is new and comes from an ephemeral port, unless said otherwise`() throws {
    let (from, to) = (try #require(IPAddress("10.0.0.1")), try #require(IPAddress("10.0.0.2")))
    let packet = Packet(from: from, to: to, .tcp, port: 80)
    #expect(packet == Packet(from: from, to: to, .tcp, port: 80, sourcePort: 40_000, state: .new))
    #expect([packet.destinationPort, Packet(from: from, to: to, .icmp).destinationPort] == [80, 0])
    #expect(packet != Packet(from: from, to: to, .tcp, port: 80, state: .established))
  }

  @Test func `Connection states are the kernel's bits`() {
    let states: [ConnectionState] = [.invalid, .established, .related, .new, .untracked, .sourceNAT, .destinationNAT]
    #expect(states.map(\.rawValue) == [1, 2, 4, 8, 16, 32, 64])
    #expect(ConnectionState([.related, .established]).rawValue == 6)
  }

  @Test func `Verdicts have the words that reports print`() {
    #expect([Verdict.allowed, .denied].map(\.rawValue) == ["allowed", "denied"])
  }
}

struct PortRangeTests {
  @Test(arguments: [
    (PortRange(80), "80", [80], [79, 81]), (PortRange(8000, 8080), "8000:8080", [8000, 8040, 8080], [7999, 8081]),
    (.all, "0:65535", [0, 1, 65535], []), (PortRange(0), "0", [0], [1]), (PortRange(65535), "65535", [65535], [65534]),
    (PortRange(81, 80), "81:80", [], [80, 81]),
  ])
  func `A range prints as iptables writes it and holds its ends`(
    range: PortRange, text: String, inside: [UInt16], outside: [UInt16]
  ) {
    #expect(range.description == text)
    var buffer = TextBuffer()
    buffer.append(range)
    #expect(buffer.text == text)
    #expect(inside.allSatisfy(range.contains))
    #expect(!outside.contains(where: range.contains))
  }
}
