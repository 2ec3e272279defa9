import Manifests
import PolicyModel
import Support
import Testing
import Traffic

@testable import Calico

/// Selecting by sets of bits, against selecting endpoint by endpoint.
@Suite struct LabelIndexTests {
  private static let cluster = ManifestReader.load(
    text: Array(
      """
      {apiVersion: v1, kind: Namespace, metadata: {name: x, labels: {team: red, projectcalico.org/name: fake}}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x, labels: {app: web, pcns.team: blue}},
        spec: {nodeName: node-a, serviceAccountName: robot, containers: [{name: c}]}, status: {podIP: 10.0.0.1}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: other, labels: {projectcalico.org/orchestrator: fake,
          projectcalico.org/serviceaccount: fake, projectcalico.org/namespace: x}},
        spec: {nodeName: node-a, containers: [{name: c}]}, status: {podIP: 10.0.0.2}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: c, namespace: x, labels: {app: ""}},
        spec: {nodeName: node-b, containers: [{name: c}]}, status: {podIP: 10.0.0.3}}
      """.utf8), name: "labels.yaml"
  ).cluster

  @Test(arguments: [
    ("all()", ["a", "b", "c"]), ("has(app)", ["a", "c"]), ("app == ''", ["c"]), ("app != 'web'", ["b", "c"]),
    ("has(pcns.team)", ["a", "c"]), ("pcns.team == 'red'", ["a", "c"]), ("pcns.team == 'blue'", []),
    ("pcns.projectcalico.org/name == 'x'", ["a", "c"]), ("pcns.projectcalico.org/name == 'fake'", []),
    ("projectcalico.org/orchestrator == 'k8s'", ["a", "b", "c"]), ("projectcalico.org/namespace == 'x'", ["a", "c"]),
    ("projectcalico.org/serviceaccount == 'robot'", ["a"]), ("projectcalico.org/serviceaccount == 'fake'", ["b"]),
    ("pcsa.projectcalico.org/name == 'robot'", ["a"]),
    ("app starts with 'w' || projectcalico.org/namespace == 'other'", ["a", "b"]),
    ("!(has(app) && pcns.team in {'red'})", ["b"]), ("app not in {'web', 'db'}", ["b", "c"]),
  ])
  func `endpoints have their own labels, the engine's, and those of their namespace`(
    _ text: String, _ names: [String]
  ) throws {
    let table = EndpointTable(Self.cluster, interfacePrefix: "azv")
    var index = LabelIndex(table.classes, cluster: Self.cluster)
    var found: [String] = []
    index.classes(try SelectorParser.parse(text)).forEach { number in
      found += table.members[number].map { Self.cluster.text(Self.cluster.pods[table.endpoints[$0].pod].id.name) }
    }
    #expect(found.sorted() == names)
  }

  @Test func `generated selectors select the same in both ways`() throws {
    let labels: [[String: String]] = (0..<40).map {
      ["a": "v\($0 % 3)", "in": $0 % 2 == 0 ? "v" : "", "k\($0 % 4)": "in"]
    }
    var symbols = SymbolTable()
    var pods: [Pod] = []
    for (number, labels) in labels.enumerated() {
      let own = labels.sorted { $0.key < $1.key }.map { Label(symbols.intern($0.key), symbols.intern($0.value)) }
      var pod = Pod(ObjectName(symbols.intern("x"), symbols.intern("p\(number)")), labels: LabelSet(sorted: own))
      pod.node = symbols.intern("n")
      pod.addresses = [.v4(.init(rawValue: UInt32(number)))]
      pods.append(pod)
    }
    let cluster = Cluster(symbols: symbols, pods: pods)
    let table = EndpointTable(cluster, interfacePrefix: "azv")
    var index = LabelIndex(table.classes, cluster: cluster)
    var generator = SelectorGenerator(random: SeededGenerator("label index"))
    for _ in 0..<200 {
      let selector = generator.selector(depth: 3)
      let classes = index.classes(selector)
      for endpoint in table.endpoints {
        let name = cluster.text(cluster.pods[endpoint.pod].id.name)
        var all = labels[Int(name.dropFirst()) ?? 0]
        all["projectcalico.org/namespace"] = "x"
        all["projectcalico.org/orchestrator"] = "k8s"
        #expect(classes.contains(endpoint.endpointClass) == selector.matches(all), "\(selector.normalForm) \(name)")
      }
    }
  }
}
