import Backend
import Diagnostics
import Manifests
import Netfilter
import PolicyModel
import Simulation
import Support
import Testing
import Text
import Traffic

@testable import Calico

/// Who is an endpoint, and what there is for IPv6.
@Suite struct EndpointTests {
  private static let policy = """
    {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: x}, spec: {podSelector: {},
      ingress: [{from: [{podSelector: {}}], ports: [{port: web}]}, {from: [{ipBlock: {cidr: "2001:db8::/32",
      except: ["2001:db8:1::/48"]}}, {ipBlock: {cidr: 10.0.0.0/8}}]}]}}
    """

  private static func pod(_ name: String, _ spec: String, _ status: String) -> String {
    """
    {apiVersion: v1, kind: Pod, metadata: {name: \(name), namespace: x}, spec: {\(spec), containers:
      [{name: c, ports: [{name: web, containerPort: 80}]}, {name: d, ports: [{name: web, containerPort: 81}]},
      {name: e, ports: [{name: web, containerPort: 80, protocol: UDP}]}]}, status: {\(status)}}
    """
  }

  private static func program(_ documents: [String], _ options: [EngineOption] = []) throws -> NetfilterDataplane {
    let text = Array(documents.joined(separator: "\n---\n").utf8)
    let manifests = ManifestReader.load(text: text, name: "endpoints.yaml")
    try #require(manifests.diagnostics.allSatisfy { $0.severity != .error }, "\(manifests.diagnostics)")
    return try #require(try Calico().configured(options).translate(manifests.cluster) as? NetfilterDataplane)
  }

  @Test(arguments: [
    ("nodeName: node-a", "podIP: 10.0.0.1, phase: Running", true),
    ("nodeName: node-a", "podIP: 10.0.0.1, phase: Pending", true),
    ("nodeName: node-a", "podIP: 10.0.0.1, phase: Unknown", true),
    ("nodeName: node-a", "podIP: 10.0.0.1, phase: Succeeded", false),
    ("nodeName: node-a", "podIP: 10.0.0.1, phase: Failed", false),
    ("nodeName: node-a", "phase: Pending", false),
    ("nodeName: node-a, hostNetwork: true", "podIP: 10.0.0.1, phase: Running", false),
    ("nodeName: node-a", "podIP: \"2001:db8::1\", phase: Running", true),
  ])
  func `an endpoint is a pod with a node and an address that still runs`(
    _ spec: String, _ status: String, _ isEndpoint: Bool
  ) throws {
    let dataplane = try Self.program([Self.policy, Self.pod("a", spec, status)])
    let names = (dataplane.programs[0].program[.filter]?.chains ?? []).map(\.name.text)
    #expect(names.contains("cali-tw-azv456b416f2bf") == isEndpoint)
    #expect(names.contains { $0.hasPrefix("cali-pi-") } == isEndpoint)
  }

  @Test func `a named port has a member for every number and its own protocol`() throws {
    let dataplane = try Self.program([Self.policy, Self.pod("a", "nodeName: node-a", "podIP: 10.0.0.1")])
    let set = try #require(dataplane.programs[0].program.sets.first { $0.type == .hashIPPort })
    #expect(set.members.map(\.description) == ["10.0.0.1,tcp:80", "10.0.0.1,tcp:81"])
  }

  private static let dual = [
    policy, pod("a", "nodeName: node-a", "podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1}, {ip: \"2001:db8::1\"}]"),
    pod("b", "nodeName: node-a", "podIP: 10.0.0.2"),
  ]

  @Test func `each family has its sets and its blocks`() throws {
    let dataplane = try Self.program(Self.dual)
    #expect(dataplane.programs.map(\.program.family) == [.ipv4, .ipv6])
    #expect(dataplane.groups == [NodeGroup([NodeName("node-a")])])
    let (four, six) = (dataplane.programs[0].program, dataplane.programs[1].program)
    #expect(four.sets.allSatisfy { $0.family == .ipv4 && $0.name.text.hasPrefix("cali40") })
    #expect(six.sets.allSatisfy { $0.family == .ipv6 && $0.name.text.hasPrefix("cali60") })
    #expect(four.sets.map(\.label) == six.sets.map(\.label))
    #expect(Self.members(of: four, .hashNet) == ["10.0.0.1/32", "10.0.0.2/32"])
    #expect(Self.members(of: six, .hashNet) == ["2001:db8::1/128"])
    #expect(Self.members(of: six, .hashIPPort) == ["2001:db8::1,tcp:80", "2001:db8::1,tcp:81"])
    #expect(Self.members(of: six, .hashIP) == ["::1"])
    #expect(four[.filter]?.chains.map(\.name) == six[.filter]?.chains.map(\.name))
  }

  @Test func `the texts of both families stand in the golden file`() throws {
    let dataplane = try Self.program(Self.dual)
    let text = dataplane.artifacts(for: NodeName("node-a"), as: .restore).map { artifact in
      "# \(artifact.name)\n\(artifact.content.text)"
    }
    Golden.expect(text.joined(), matches: "Calico/dual-stack.restore")
  }

  @Test(arguments: [("auto", 1, 2), ("true", 2, 2), ("false", 1, 1)])
  func `IPv6 is there where it is asked for or used`(_ value: String, _ single: Int, _ dual: Int) throws {
    let options = [EngineOption("ipv6Support", value)]
    #expect(try Self.program([Self.dual[0], Self.dual[2]], options).programs.count == single)
    #expect(try Self.program(Self.dual, options).programs.count == dual)
  }

  @Test func `an IPv6 packet is judged by the IPv6 program`() throws {
    let dataplane = try Self.program(Self.dual)
    let verdict = { (source: String) in
      let packet = Packet(from: IPAddress(source)!, to: IPAddress("2001:db8::1")!, .tcp, port: 99)
      return try dataplane.decide(packet).verdict
    }
    #expect(try verdict("2001:db8:2::1") == .allowed)
    #expect(try verdict("2001:db8:1::1") == .denied)
    #expect(try verdict("2001:db9::1") == .denied)
  }

  private static func members(of program: Program, _ type: SetType) -> [String] {
    program.sets.filter { $0.type == type }.flatMap(\.members).map(\.description)
  }
}
