import Support

/// A cluster whose pods, nodes and addresses are always the same, with labels and policies that a seed gives.
struct RandomCluster {
  private var generator: SeededGenerator
  private static let namespaces = ["x", "y", "z"]
  private static let keys = ["app", "role", "tier"]
  private static let values = ["a", "b", "c"]

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// The `List` as JSON text.
  mutating func list() -> String {
    var items = ["node-a", "node-b"].enumerated().map { index, name in
      #"{"apiVersion":"v1","kind":"Node","metadata":{"name":"\#(name)"},"#
        + #""status":{"addresses":[{"type":"InternalIP","address":"10.224.0.\#(index + 4)"}]}}"#
    }
    for (number, namespace) in Self.namespaces.enumerated() {
      items.append(
        #"{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"\#(namespace)","labels":\#(labels())}}"#)
      for pod in 0..<3 { items.append(self.pod(pod, in: namespace, address: "10.244.\(number).\(pod + 10)")) }
    }
    for number in 0..<Int.random(in: 1...4, using: &generator) { items.append(policy(number)) }
    return #"{"apiVersion":"v1","kind":"List","items":["# + items.joined(separator: ",") + "]}"
  }

  private mutating func pod(_ number: Int, in namespace: String, address: String) -> String {
    let node = (number + namespace.utf8.count) % 2 == 0 ? "node-a" : "node-b"
    let name = ["p", "q", "r"][number]
    let port = [80, 81, 8080].randomElement(using: &generator) ?? 80
    return #"{"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"\#(namespace)","name":"\#(name)","#
      + #""labels":\#(labels())},"spec":{"nodeName":"\#(node)","containers":[{"name":"c","image":"i","ports":["#
      + #"{"name":"web","containerPort":\#(port)},{"name":"dns","containerPort":53,"protocol":"UDP"}]}]},"#
      + #""status":{"phase":"Running","podIP":"\#(address)","podIPs":[{"ip":"\#(address)"}]}}"#
  }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

  private mutating func pick(_ list: [String]) -> String { list.randomElement(using: &generator) ?? "" }

  private mutating func labels() -> String {
    var fields: [String] = []
    for key in Self.keys where chance(60) { fields.append("\"\(key)\":\"\(pick(Self.values))\"") }
    return "{" + fields.joined(separator: ",") + "}"
  }

  private mutating func selector() -> String {
    if chance(15) { return "{}" }
    if chance(50) { return #"{"matchLabels":{"\#(pick(Self.keys))":"\#(pick(Self.values))"}}"# }
    let operation = pick(["In", "NotIn", "Exists", "DoesNotExist"])
    let values = Self.values.shuffled(using: &generator).prefix(Int.random(in: 1...2, using: &generator))
    let list =
      operation.hasSuffix("In") ? #","values":["# + values.map { "\"\($0)\"" }.joined(separator: ",") + "]" : ""
    return #"{"matchExpressions":[{"key":"\#(pick(Self.keys))","operator":"\#(operation)"\#(list)}]}"#
  }

  private mutating func peer() -> String {
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: return #"{"podSelector":\#(selector())}"#
    case 1: return #"{"namespaceSelector":\#(selector())}"#
    case 2: return #"{"namespaceSelector":\#(selector()),"podSelector":\#(selector())}"#
    case 3:
      let block = pick(["10.244.0.0/16", "10.244.1.0/24", "203.0.113.0/24", "0.0.0.0/0", "10.224.0.0/16"])
      return #"{"ipBlock":{"cidr":"\#(block)"}}"#
    default: return #"{"ipBlock":{"cidr":"10.244.0.0/16","except":["10.244.\#(pick(["0", "1", "2"])).0/24"]}}"#
    }
  }

  private mutating func port() -> String {
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: #"{"port":80}"#
    case 1: #"{"port":"web"}"#
    case 2: #"{"protocol":"UDP","port":53}"#
    case 3: #"{"protocol":"SCTP","port":7777}"#
    case 4: #"{"port":80,"endPort":90}"#
    default: #"{"protocol":"UDP"}"#
    }
  }

  private mutating func rules(_ peers: String) -> String {
    var rules: [String] = []
    for _ in 0..<Int.random(in: 0...2, using: &generator) {
      var fields: [String] = []
      if chance(85) {
        var list: [String] = []
        for _ in 0..<Int.random(in: 1...2, using: &generator) { list.append(peer()) }
        fields.append("\"\(peers)\":[" + list.joined(separator: ",") + "]")
      }
      if chance(60) {
        var list: [String] = []
        for _ in 0..<Int.random(in: 1...2, using: &generator) { list.append(port()) }
        fields.append("\"ports\":[" + list.joined(separator: ",") + "]")
      }
      rules.append("{" + fields.joined(separator: ",") + "}")
    }
    return "[" + rules.joined(separator: ",") + "]"
  }

  private mutating func policy(_ number: Int) -> String {
    let types = [#"["Ingress"]"#, #"["Egress"]"#, #"["Ingress","Egress"]"#].randomElement(using: &generator) ?? "[]"
    var spec = #""podSelector":\#(selector()),"policyTypes":\#(types)"#
    if types.contains("Ingress") { spec += #","ingress":\#(rules("from"))"# }
    if types.contains("Egress") { spec += #","egress":\#(rules("to"))"# }
    return #"{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"namespace":"#
      + #""\#(pick(Self.namespaces))","name":"policy-\#(number)"},"spec":{\#(spec)}}"#
  }
}
