import Backend
import Manifests
import PolicyModel
import Semantics
import Testing
import Traffic

/// The words for every condition of a policy that can fail.
@Suite struct WordingTests {
  private static let cluster = """
    {apiVersion: v1, kind: Node, metadata: {name: node-n}, status: {addresses: [{type: InternalIP, address: 10.1.0.1}]}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: x, labels: {team: blue}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: other}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x, labels: {app: a}},
      spec: {nodeName: node-m, containers: [{name: c, image: i, ports: [{name: web, containerPort: 8080}]}]},
      status: {phase: Running, podIP: 10.0.0.1}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: x, labels: {app: b}},
      spec: {nodeName: node-m, containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.2}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: c, namespace: other, labels: {app: c}},
      spec: {nodeName: node-m, containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.3}}
    """

  private static func denial(
    _ rules: String, _ from: String, _ ipProtocol: IPProtocol = .tcp, _ direction: String = "ingress"
  ) throws -> Denial {
    let subject = direction == "ingress" ? "a" : "b"
    let policy = """

      ---
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: x},
        spec: {podSelector: {matchLabels: {app: \(subject)}}, policyTypes: [Ingress, Egress], \(direction): \(rules)}}
      """
    let manifests = ManifestReader.load(text: Array((cluster + policy).utf8), name: "in.yaml")
    let packet = Packet(from: IPAddress(from)!, to: IPAddress("10.0.0.1")!, ipProtocol, port: 80)
    return try #require(Specification(manifests.cluster).decide(packet).denial)
  }

  @Test(arguments: [
    ("[{from: [{podSelector: {matchLabels: {app: z}}}]}]", "10.0.0.2", "podSelector app=z: pod x/b has app=b"),
    (
      "[{from: [{podSelector: {matchLabels: {tier: z}}}]}]", "10.0.0.2", "podSelector tier=z: pod x/b has no label tier"
    ),
    (
      "[{from: [{podSelector: {matchLabels: {app: c}}}]}]", "10.0.0.3",
      "podSelector app=c: without namespaceSelector it stands for pods of namespace x; other/c is in other"
    ),
    (
      "[{from: [{podSelector: {}}]}]", "203.0.113.7",
      "podSelector {}: 203.0.113.7 is no pod, and selectors stand for pods only"
    ),
    (
      "[{from: [{namespaceSelector: {matchLabels: {team: red}}, podSelector: {}}]}]", "10.1.0.1",
      "namespaceSelector team=red: 10.1.0.1, node node-n, is no pod, and selectors stand for pods only"
    ),
    (
      "[{from: [{namespaceSelector: {matchLabels: {team: red}}}]}]", "10.0.0.2",
      "namespaceSelector team=red: namespace x has team=blue"
    ),
    (
      "[{from: [{namespaceSelector: {matchExpressions: [{key: team, operator: In, values: [red, green]}]}}]}]",
      "10.0.0.3",
      "namespaceSelector team In (red, green): namespace other has no label team"
    ),
    (
      "[{from: [{namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [blue]}]}}]}]", "10.0.0.2",
      "namespaceSelector team NotIn (blue): namespace x has team=blue"
    ),
    (
      "[{from: [{podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}}]}]", "10.0.0.2",
      "podSelector app DoesNotExist: pod x/b has app=b"
    ),
    (
      "[{from: [{podSelector: {matchExpressions: [{key: tier, operator: Exists}]}}]}]", "10.0.0.2",
      "podSelector tier Exists: pod x/b has no label tier"
    ),
    ("[{from: [{ipBlock: {cidr: 10.2.0.0/16}}]}]", "10.0.0.2", "ipBlock 10.2.0.0/16: 10.0.0.2 is not in it"),
    (
      "[{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.9.0.0/16, 10.0.0.0/24]}}]}]", "10.0.0.2",
      "ipBlock 10.0.0.0/8 except 10.0.0.0/24: 10.0.0.2 is in the except"
    ),
    ("[{ports: [{port: 443}]}]", "10.0.0.2", "port 443/TCP: the packet goes to 80/TCP"),
    (
      "[{ports: [{port: 443}, {port: 8000, endPort: 8010}]}]", "10.0.0.2",
      "ports 443/TCP, 8000-8010/TCP: the packet goes to 80/TCP"
    ),
    ("[{ports: [{port: 80, protocol: UDP}]}]", "10.0.0.2", "port 80/UDP: the packet goes to 80/TCP"),
    ("[{ports: [{protocol: UDP}]}]", "10.0.0.2", "protocol UDP: the packet goes to 80/TCP"),
    ("[{ports: [{port: web}]}]", "10.0.0.2", "port web/TCP: pod x/a has it at 8080, the packet goes to 80/TCP"),
    ("[{ports: [{port: db}]}]", "10.0.0.2", "port db/TCP: pod x/a has no such port, the packet goes to 80/TCP"),
    ("[{from: [{podSelector: {}}], ports: [{port: 443}]}]", "10.0.0.2", "port 443/TCP: the packet goes to 80/TCP"),
  ])
  func `the first condition that fails is told in the words of the policy`(
    _ rules: String, _ from: String, _ reason: String
  ) throws {
    let denial = try Self.denial(rules, from)
    #expect(denial.policies.flatMap(\.misses).map(\.reason) == [reason])
  }

  @Test func `protocols without ports, egress, and rules without any`() throws {
    let ping = try Self.denial("[{ports: [{port: 443}]}]", "10.0.0.2", .icmp)
    #expect(ping.policies[0].misses.map(\.reason) == ["port 443/TCP: the packet is ICMP"])
    let egress = try Self.denial("[{to: [{podSelector: {matchLabels: {app: b}}}]}]", "10.0.0.2", .tcp, "egress")
    #expect(egress.direction == .egress)
    #expect(egress.peer == IPAddress("10.0.0.1"))
    #expect(egress.policies[0].misses.map(\.reason) == ["podSelector app=b: pod x/a has app=a"])
    #expect(try Self.denial("[]", "10.0.0.2").policies.map(\.misses) == [[]])
  }

  @Test func `peers that all fail are told one by one, each with its path`() throws {
    let rules =
      "[{from: [{podSelector: {matchLabels: {app: z}}}, {ipBlock: {cidr: 10.2.0.0/16}}]}, {ports: [{port: 1}]}]"
    let misses = try Self.denial(rules, "10.0.0.2").policies[0].misses
    #expect(misses.map(\.source.path) == ["spec.ingress[0].from[0]", "spec.ingress[0].from[1]", "spec.ingress[1]"])
  }
}
