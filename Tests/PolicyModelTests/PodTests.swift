import PolicyModel
import Testing
import Traffic

struct PodTests {
  private static let id = ObjectName(.empty, .empty)

  @Test(arguments: [
    ([], "-", "-"), (["10.0.0.1"], "10.0.0.1", "-"), (["fd00::1"], "-", "fd00::1"),
    (["10.0.0.1", "fd00::1"], "10.0.0.1", "fd00::1"), (["fd00::1", "10.0.0.1"], "10.0.0.1", "fd00::1"),
  ])
  func `A pod has an address of each family at most`(addresses: [String], ipv4: String, ipv6: String) {
    let pod = Pod(Self.id, addresses: addresses.compactMap { IPAddress($0) })
    #expect(pod.ipv4?.description ?? "-" == ipv4)
    #expect(pod.ipv6?.description ?? "-" == ipv6)
  }

  @Test func `A new pod runs in its own network namespace`() {
    let pod = Pod(Self.id)
    #expect(pod.phase == .running && pod.deletion == .none)
    #expect(!pod.isHostNetwork && !pod.isSynthetic && pod.ports.isEmpty && pod.labels == .empty)
  }

  @Test func `Only pods that ended are over`() {
    #expect(Pod.Phase.allCases.filter(\.isOver) == [.succeeded, .failed])
  }

  @Test func `A service's port leads to the same port of its pods, unless said otherwise`() {
    #expect(ServicePort(80).target == .number(80))
    #expect(ServicePort(80, target: .number(8080)).target == .number(8080))
  }
}

struct NetworkPolicyTests {
  @Test func `Without types a policy isolates ingress, and egress where it has rules`() {
    #expect(NetworkPolicy.defaultTypes(hasEgressRules: false) == [.ingress])
    #expect(NetworkPolicy.defaultTypes(hasEgressRules: true) == [.ingress, .egress])
  }

  @Test func `A policy gives the rules of a direction`() {
    let port = PolicyPort(.udp, .number(53))
    let policy = NetworkPolicy(
      ObjectName(.empty, .empty), podSelector: LabelSelector(), policyTypes: [.egress],
      ingress: [PolicyRule(), PolicyRule()], egress: [PolicyRule(ports: [port])])
    #expect(policy.rules(.ingress).count == 2)
    #expect(policy.rules(.egress) == [PolicyRule(ports: [port])])
  }

  @Test func `A port is TCP and every number, unless said otherwise`() {
    #expect(PolicyPort() == PolicyPort(.tcp, nil, endPort: nil))
  }
}
