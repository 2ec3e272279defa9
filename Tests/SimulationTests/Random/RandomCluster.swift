import PolicyModel
import Support
import Traffic

/// A few pods on two or three nodes; some pods have no node, share an address, have both families, or are over.
struct RandomCluster {
  let cluster: Cluster
  /// The addresses of pods and nodes, by family, and addresses around the blocks that rules name.
  let addresses: [AddressFamily: [IPAddress]]
  /// The names of the pods' devices.
  let devices: [String]

  static let blocks: [AddressFamily: [CIDR]] = [
    .ipv4: [
      "10.0.0.0/30", "10.0.0.0/24", "10.0.0.4/32", "10.224.0.0/29", "10.0.0.0/8", "203.0.113.0/25", "203.0.113.7/32",
      "198.51.100.9/32", "0.0.0.0/1", "128.0.0.0/1", "127.0.0.0/8", "224.0.0.0/4", "10.0.0.2/31", "0.0.0.0/0",
    ].compactMap { CIDR($0) },
    .ipv6: [
      "fd00::/126", "fd00::/64", "fd00::4/128", "fd00:1::/112", "2001:db8::/32", "2001:db8::7/128", "::/0", "8000::/1",
      "ff00::/8",
    ].compactMap { CIDR($0) },
  ]

  private static let outside: [AddressFamily: [IPAddress]] = [
    .ipv4: [
      "10.0.0.0", "10.0.0.255", "10.0.1.0", "203.0.113.7", "203.0.113.127", "203.0.113.128", "198.51.100.9", "8.8.8.8",
      "127.0.0.1", "224.0.0.1", "255.255.255.255", "0.0.0.1", "223.255.255.255",
    ].compactMap { IPAddress($0) },
    .ipv6: ["fd00::", "fd00::ff", "fd00:0:0:1::", "2001:db8::7", "2001:db8:1::", "fe80::1", "ff02::1", "::1"].compactMap
    {
      IPAddress($0)
    },
  ]

  init(_ random: inout SeededGenerator) {
    var symbols = SymbolTable()
    let x = symbols.intern("x")
    let nodes = (0..<Int.random(in: 2...3, using: &random)).map { index in
      var node = Node(name: symbols.intern("n\(index)"), addresses: [IPAddress("10.224.0.\(4 + index)")!])
      if Bool.random(using: &random) { node.addresses.append(IPAddress("fd00:1::\(4 + index)")!) }
      if random.chance(10) { node.addresses.append(IPAddress("10.224.1.\(4 + index)")!) }
      return node
    }
    let lost = symbols.intern("lost")
    // Sometimes more ends than one word has bits.
    let count = random.chance(6) ? 100 : Int.random(in: 3...7, using: &random)
    let pods = (0..<count).map { index in
      let number = random.chance(10) ? 1 : index + 1
      var pod = Pod(ObjectName(x, symbols.intern("p\(index)")), addresses: [IPAddress("10.0.0.\(number)")!])
      if Bool.random(using: &random) { pod.addresses.append(IPAddress("fd00::\(number)")!) }
      pod.node = random.chance(5) ? nil : random.chance(5) ? lost : nodes.randomElement(using: &random)?.name
      pod.isHostNetwork = random.chance(5)
      pod.phase = random.chance(5) ? .succeeded : .running
      return pod
    }
    cluster = Cluster(symbols: symbols, pods: pods, nodes: nodes)
    devices = pods.indices.map { "veth-x.p\($0)" }
    let inside = nodes.flatMap(\.addresses) + pods.flatMap(\.addresses)
    addresses = Self.outside.merging(Dictionary(grouping: inside, by: \.family)) { $1 + $1 + $0 }
  }
}

extension SeededGenerator {
  /// `true` in so many of a hundred cases.
  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

  /// One of a list that has some.
  mutating func pick<Element>(_ list: [Element]) -> Element { list[Int.random(in: 0..<list.count, using: &self)] }
}
