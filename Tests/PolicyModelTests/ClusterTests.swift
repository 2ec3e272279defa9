import PolicyModel
import Support
import Testing
import Traffic

struct ClusterTests {
  /// `namespace/name`s in the order in which a cluster must list them: bytes, not words or numbers.
  private static let names = [
    "Zone/a", "a/web-10", "a/web-2", "a/web-20", "a-b/a", "a.b/a", "ab/", "ab/A", "ab/a", "b/a", "ä/a",
  ]

  private static func cluster(order: [Int], node: (Int) -> String? = { _ in nil }) -> Cluster {
    var symbols = SymbolTable()
    let objects = order.map { index in
      let parts = names[index].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      let id = ObjectName(symbols.intern(parts[0]), symbols.intern(parts[1]))
      var pod = Pod(id)
      pod.node = node(index).map { symbols.intern($0) }
      return (id: id, pod: pod)
    }
    return Cluster(
      symbols: symbols, namespaces: objects.map { Namespace(name: $0.id.namespace, labels: .empty) },
      pods: objects.map(\.pod), nodes: node(0) == nil ? objects.map { Node(name: $0.id.namespace) } : [],
      services: objects.map { Service($0.id) },
      policies: objects.map { NetworkPolicy($0.id, podSelector: LabelSelector(), policyTypes: [.ingress]) })
  }

  @Test func `Objects are listed in byte order, whatever order the input had`() {
    var generator = SeededGenerator("cluster order")
    for round in 0..<50 {
      var order = Array(Self.names.indices)
      if round > 0 { order.shuffle(using: &generator) }
      let cluster = Self.cluster(order: order)
      #expect(cluster.pods.map { cluster.text($0.id) } == Self.names)
      #expect(cluster.services.map { cluster.text($0.id) } == Self.names)
      #expect(cluster.policies.map { cluster.text($0.id) } == Self.names)
      let folded = Self.names.map { String($0.prefix { $0 != "/" }) }
      #expect(cluster.namespaces.map { cluster.text($0.name) } == folded)
      #expect(cluster.nodes.map { cluster.text($0.name) } == folded)
    }
  }

  @Test func `Objects of one name keep the order of the input`() {
    var symbols = SymbolTable()
    let id = ObjectName(symbols.intern("a"), symbols.intern("b"))
    let other = ObjectName(symbols.intern("a"), symbols.intern("a"))
    let pods = (0..<20).map { number in
      var pod = Pod(number == 19 ? other : id)
      pod.ports = [ContainerPort(UInt16(number))]
      return pod
    }
    #expect(Cluster(symbols: symbols, pods: pods).pods.map { $0.ports[0].number } == [19] + (0..<19).map { $0 })
  }

  @Test func `Ranks compare symbols as texts`() throws {
    let cluster = Self.cluster(order: Array(Self.names.indices.reversed()))
    let rank = { (text: String) in
      try cluster.ranks[Int(#require(cluster.symbols.find(text)).rawValue)]
    }
    #expect(cluster.ranks == cluster.symbols.ranks())
    #expect(try rank("web-10") < rank("web-2"))
    #expect(try rank("Zone") < rank("a"))
    #expect(try rank("") == 0)
  }

  @Test func `Node names are those of the nodes`() {
    var symbols = SymbolTable()
    let nodes = ["node-b", "node-a"].map { Node(name: symbols.intern($0)) }
    var pod = Pod(ObjectName(symbols.intern("a"), symbols.intern("b")))
    pod.node = symbols.intern("elsewhere")
    let cluster = Cluster(symbols: symbols, pods: [pod], nodes: nodes)
    #expect(cluster.nodeNames.map(\.text) == ["node-a", "node-b"])
  }

  @Test func `Without nodes, node names are those that pods name, each once`() {
    let cluster = Self.cluster(order: Array(Self.names.indices)) { "node-\($0 % 3)" }
    #expect(cluster.nodeNames == ["node-0", "node-1", "node-2"].map { NodeName($0) })
  }

  @Test func `Without any name there is one node`() {
    #expect(Cluster(symbols: SymbolTable()).nodeNames.map(\.description) == ["node"])
  }
}
