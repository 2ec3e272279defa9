import Manifests
import PolicyModel
import Testing
import Traffic

struct SyntheticAddressTests {
  private func pod(_ name: String, _ namespace: String = "x", _ rest: String = "") -> String {
    "apiVersion: v1\nkind: Pod\nmetadata: {name: \(name), namespace: \(namespace)}\n"
      + "spec: {nodeName: m, containers: [{name: a}]}\n\(rest)---\n"
  }

  private func load(_ text: String, _ block: String?) throws -> LoadedManifests {
    var options = ManifestOptions()
    options.podCIDR = try block.map { try #require(CIDR($0)) }
    return ManifestsTests.load(text, options: options)
  }

  private func addresses(_ manifests: LoadedManifests) -> [String] {
    manifests.cluster.pods.map { "\(manifests.cluster.text($0.id)) \($0.addresses)" }
  }

  @Test func `Addresses ascend in the order of namespace and name, past those that are taken`() throws {
    let text =
      pod("b") + pod("a") + pod("z", "a") + pod("real", "x", "status: {podIP: 10.9.0.2}\n")
      + "apiVersion: v1\nkind: Node\nmetadata: {name: m}\nstatus: {addresses: [{type: InternalIP, address: 10.9.0.1}]}\n"
      + "---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {clusterIP: 10.9.0.4, ports: [{port: 80}]}\n"
    let manifests = try load(text, "10.9.0.7/16")
    #expect(addresses(manifests) == ["a/z [10.9.0.3]", "x/a [10.9.0.5]", "x/b [10.9.0.6]", "x/real [10.9.0.2]"])
    #expect(manifests.cluster.pods.map(\.isSynthetic) == [true, true, true, false])
    #expect(
      manifests.notes.first == """
        note: 3 pods without addresses got synthetic addresses from 10.9.0.3 to 10.9.0.6, in the order of their names
        note: --pod-cidr takes them from a block other than 10.9.0.7/16
        """)
  }

  @Test(arguments: [
    ("10.0.0.0/30", ["x/a [10.0.0.1]", "x/b [10.0.0.2]", "x/c []"]),
    ("10.0.0.0/31", ["x/a [10.0.0.0]", "x/b [10.0.0.1]", "x/c []"]),
    ("10.0.0.9/32", ["x/a [10.0.0.9]", "x/b []", "x/c []"]),
    ("fd00::/126", ["x/a [fd00::1]", "x/b [fd00::2]", "x/c []"]),
    ("fd00::ffff:ffff:ffff:fffe/64", ["x/a [fd00::1]", "x/b [fd00::2]", "x/c [fd00::3]"]),
    ("255.255.255.252/30", ["x/a [255.255.255.253]", "x/b [255.255.255.254]", "x/c []"]),
    ("0.0.0.0/0", ["x/a [0.0.0.1]", "x/b [0.0.0.2]", "x/c [0.0.0.3]"]),
  ])
  func `A block gives what lies between its first and last address`(block: String, expected: [String]) throws {
    #expect(addresses(try load(pod("a") + pod("b") + pod("c"), block)) == expected)
  }

  @Test func `An exhausted block is an error with the remedy`() throws {
    let manifests = try load(pod("a") + pod("b") + pod("c"), "10.0.0.9/32")
    #expect(
      manifests.problems == """
        error: the block 10.0.0.9/32 has no address left for pod "x/b" and 1 more
        note: give a larger block with --pod-cidr
        """)
    #expect(
      manifests.notes.first == """
        note: 1 pod without an address got the synthetic address 10.0.0.9
        note: --pod-cidr takes them from a block other than 10.0.0.9/32
        """)
  }

  @Test func `Pods in their node's network get its addresses, or none`() throws {
    let host = pod("a").replacing("nodeName: m", with: "hostNetwork: true, nodeName: m")
    let addressesOfNode = "[{type: InternalIP, address: 10.0.0.4}, {type: InternalIP, address: 10.0.0.5}, "
    let node =
      "apiVersion: v1\nkind: Node\nmetadata: {name: m}\n"
      + "status: {addresses: \(addressesOfNode){type: InternalIP, address: \"fd00::4\"}]}\n"
    #expect(addresses(try load(host + node, nil)) == ["x/a [10.0.0.4, fd00::4]"])
    #expect(addresses(try load(host, nil)) == ["x/a []"])
  }
}
