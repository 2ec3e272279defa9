/// A small cluster with random policies, as the text of a Kubernetes `List`: every selector operator, blocks with holes,
/// named ports that differ from pod to pod, ranges, both families, and pods of all kinds.
///
///     var random = SeededGenerator("policies")
///     let text = RandomCase(&random).text
public struct RandomCase {
  private var random: SeededGenerator
  private var objects: [String] = []
  private static let namespaces = ["x", "y", "z"]
  private static let names = ["web", "dns", "none"]

  /// Addresses outside the cluster that its blocks tell apart.
  public static let outside = [
    "203.0.113.7", "198.51.100.9", "8.8.8.8", "10.0.0.200", "10.0.1.1", "2001:db8::7", "2001:db8:1::1", "fd00::ff",
  ]
  /// Ports at the ends of its ranges.
  public static let ports: [UInt16] = [1, 52, 53, 54, 79, 80, 81, 443, 8079, 8080, 8090, 8091, 65_535]

  /// Makes a case with a generator that `random` seeds.
  public init(_ random: inout SeededGenerator) {
    self.random = SeededGenerator(seed: random.next())
    makeNodes()
    makeNamespaces()
    for index in 0..<Int.random(in: 3...9, using: &self.random) { makePod(index) }
    for index in 0..<Int.random(in: 1...5, using: &self.random) { makePolicy(index) }
  }

  /// The list, as JSON.
  public var text: [UInt8] {
    Array(#"{"apiVersion":"v1","kind":"List","items":[\#(objects.joined(separator: ",\n"))]}"#.utf8)
  }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: 0..<list.count, using: &random)]
  }

  private mutating func makeNodes() {
    for index in 1...Int.random(in: 1...3, using: &random) {
      var addresses = [#"{"type":"InternalIP","address":"10.224.0.\#(index)"}"#]
      if chance(60) { addresses.append(#"{"type":"InternalIP","address":"fd00:1::\#(index)"}"#) }
      objects.append(
        #"{"apiVersion":"v1","kind":"Node","metadata":{"name":"n\#(index)"},"#
          + #""status":{"addresses":[\#(addresses.joined(separator: ","))]}}"#)
    }
  }

  private mutating func makeNamespaces() {
    for name in Self.namespaces where name != "z" || chance(70) {
      var labels: [String] = []
      if chance(70) { labels.append(#""team":"\#(pick(["red", "blue"]))""#) }
      if chance(40) { labels.append(#""env":"prod""#) }
      objects.append(
        #"{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"\#(name)","labels":{\#(labels.joined(separator: ","))}}}"#
      )
    }
  }

  private mutating func makePod(_ index: Int) {
    let isHost = chance(8)
    let node = Int.random(in: 1...3, using: &random)
    // Now and then two pods have one address.
    let number = chance(6) ? 1 : index + 1
    var addresses = [isHost ? "10.224.0.\(node)" : "10.0.0.\(number)"]
    if chance(40) { addresses.append(isHost ? "fd00:1::\(node)" : "fd00::\(number)") }
    var labels: [String] = []
    if chance(80) { labels.append(#""app":"\#(pick(["a", "b", "c"]))""#) }
    if chance(50) { labels.append(#""tier":"\#(pick(["front", "back"]))""#) }
    var ports: [String] = []
    if chance(60) { ports.append(#"{"name":"web","containerPort":\#(pick([80, 443, 8080]))}"#) }
    if chance(30) {
      ports.append(
        #"{"name":"dns","containerPort":\#(pick([53, 8079])),"protocol":"\#(pick(["UDP", "TCP", "SCTP"]))"}"#)
    }
    let phase = chance(6) ? pick(["Succeeded", "Failed", "Pending"]) : "Running"
    objects.append(
      #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p\#(index)","namespace":"\#(pick(Self.namespaces))","#
        + #""labels":{\#(labels.joined(separator: ","))}},"spec":{"nodeName":"n\#(node)","hostNetwork":\#(isHost),"#
        + #""containers":[{"name":"c","image":"i","ports":[\#(ports.joined(separator: ","))]}]},"#
        + #""status":{"phase":"\#(phase)","podIP":"\#(addresses[0])","#
        + #""podIPs":[\#(addresses.map { #"{"ip":"\#($0)"}"# }.joined(separator: ","))]}}"#)
  }
}

extension RandomCase {
  private mutating func makePolicy(_ index: Int) {
    let types = pick([["Ingress"], ["Egress"], ["Ingress", "Egress"]])
    var fields = [#""podSelector":\#(selector(empty: 40))"#, #""policyTypes":\#(types)"#]
    for (type, key) in [("Ingress", "ingress"), ("Egress", "egress")] where types.contains(type) && chance(85) {
      let rules = (0..<Int.random(in: 0...2, using: &random)).map { _ in
        rule(peers: type == "Ingress" ? "from" : "to")
      }
      fields.append(#""\#(key)":[\#(rules.joined(separator: ","))]"#)
    }
    objects.append(
      #"{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"q\#(index)","#
        + #""namespace":"\#(pick(Self.namespaces))"},"spec":{\#(fields.joined(separator: ","))}}"#)
  }

  private mutating func rule(peers key: String) -> String {
    var fields: [String] = []
    if chance(80) {
      let peers = (0..<Int.random(in: 1...2, using: &random)).map { _ in peer() }
      fields.append(#""\#(key)":[\#(peers.joined(separator: ","))]"#)
    }
    if chance(60) {
      let ports = (0..<Int.random(in: 1...2, using: &random)).map { _ in port() }
      fields.append(#""ports":[\#(ports.joined(separator: ","))]"#)
    }
    return "{\(fields.joined(separator: ","))}"
  }

  private mutating func peer() -> String {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return #"{"podSelector":\#(selector(empty: 20))}"#
    case 1: return #"{"namespaceSelector":\#(namespaceSelector())}"#
    case 2: return #"{"namespaceSelector":\#(namespaceSelector()),"podSelector":\#(selector(empty: 10))}"#
    default: return block()
    }
  }

  private mutating func block() -> String {
    let blocks: [(String, [String])] = [
      ("10.0.0.0/8", ["10.0.0.0/30", "10.0.0.4/31", "10.224.0.1/32"]), ("0.0.0.0/0", ["10.0.0.0/8", "8.0.0.0/8"]),
      ("203.0.113.0/24", ["203.0.113.7/32"]), ("10.0.0.3/32", []), ("10.224.0.0/29", []), ("::/0", ["fd00::/64"]),
      ("fd00::/16", ["fd00::4/126", "fd00:1::1/128"]), ("2001:db8::/32", []),
    ]
    let (cidr, excepts) = pick(blocks)
    let chosen = excepts.filter { _ in chance(40) }
    return #"{"ipBlock":{"cidr":"\#(cidr)","except":\#(chosen)}}"#
  }

  private mutating func port() -> String {
    let ipProtocol = pick(["TCP", "TCP", "UDP", "SCTP"])
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return #"{"protocol":"\#(ipProtocol)"}"#
    case 1: return #"{"protocol":"\#(ipProtocol)","port":"\#(pick(Self.names))"}"#
    case 2:
      let (first, last) = pick([(80, 8090), (53, 80), (1, 65_535), (8080, 8080)])
      return #"{"protocol":"\#(ipProtocol)","port":\#(first),"endPort":\#(last)}"#
    default: return #"{"protocol":"\#(ipProtocol)","port":\#(pick(Self.ports))}"#
    }
  }

  private mutating func namespaceSelector() -> String {
    chance(20) ? "{}" : selector([("team", ["red", "blue"]), ("env", ["prod", "test"])])
  }

  private mutating func selector(empty percent: Int) -> String {
    chance(percent) ? "{}" : selector([("app", ["a", "b", "c"]), ("tier", ["front", "back"])])
  }

  private mutating func selector(_ keys: [(String, [String])]) -> String {
    var labels: [String] = []
    var expressions: [String] = []
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      let (key, values) = pick(keys)
      switch Int.random(in: 0..<6, using: &random) {
      case 0, 1: if labels.isEmpty { labels.append(#""\#(key)":"\#(pick(values))""#) }
      case 2: expressions.append(#"{"key":"\#(key)","operator":"Exists"}"#)
      case 3: expressions.append(#"{"key":"\#(key)","operator":"DoesNotExist"}"#)
      default:
        let chosen = chance(50) ? [pick(values)] : values.shuffled(using: &random).prefix(2) + []
        expressions.append(#"{"key":"\#(key)","operator":"\#(pick(["In", "NotIn"]))","values":\#(chosen)}"#)
      }
    }
    let fields = [
      labels.isEmpty ? nil : #""matchLabels":{\#(labels.joined(separator: ","))}"#,
      expressions.isEmpty ? nil : #""matchExpressions":[\#(expressions.joined(separator: ","))]"#,
    ]
    return "{\(fields.compactMap(\.self).joined(separator: ","))}"
  }
}
