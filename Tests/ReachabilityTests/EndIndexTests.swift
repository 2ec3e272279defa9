import Reachability
import Testing
import Traffic

@Suite struct EndIndexTests {
  private static func end(_ text: String) throws -> End {
    End(.pod(0), address: try #require(IPAddress(text)), node: 0)
  }

  @Test func `the outside is cut at blocks, and what pods and inner blocks leave is an end`() throws {
    let blocks = ["10.0.0.0/8", "10.0.0.0/31", "192.0.2.1/32", "10.1.0.0/16"].compactMap { CIDR($0) }
    let index = EndIndex([try Self.end("10.0.0.0"), try Self.end("10.0.0.1")], blocks: blocks, family: .ipv4)
    // 10.0.0.0/31 has both its addresses taken, so nothing is left of it.
    #expect(index.insideCount == 2)
    #expect(index.ends.count == 2 + 4)
    let named = index.ends.dropFirst(2).map { end in
      guard case .outside(let block, let holes) = end.kind else { return "" }
      return "\(block) \(holes.map(\.description)) \(end.address)"
    }
    #expect(
      named == [
        "0.0.0.0/0 [\"10.0.0.0/8\", \"192.0.2.1/32\"] 203.0.113.1",
        "10.0.0.0/8 [\"10.0.0.0/31\", \"10.1.0.0/16\"] 10.0.0.2", "10.1.0.0/16 [] 10.1.0.0",
        "192.0.2.1/32 [] 192.0.2.1",
      ])
    for (address, expected) in [
      ("10.0.0.1", 1), ("10.0.0.2", 3), ("10.1.2.3", 4), ("11.0.0.0", 2), ("192.0.2.1", 5), ("255.255.255.255", 2),
    ] {
      #expect(index.end(at: try #require(IPAddress(address))) == expected, "\(address)")
    }
    #expect(Array(index.ends(in: try #require(CIDR("10.0.0.0/8")))).sorted() == [0, 1, 3, 4])
    #expect(Array(index.ends(in: try #require(CIDR("10.0.0.0/31")))).sorted() == [0, 1])
    #expect(Array(index.ends(in: try #require(CIDR("0.0.0.0/0")))).count == 6)
  }
}
