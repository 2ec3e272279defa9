import Support
import Testing

/// The findings of `moat compare` on policies that an engine refuses.
@Suite struct RefusalFindingTests {
  @Test(arguments: [
    ("{app: b}", "its pods stay open, as if it did not exist"),
    ("{app: a}", "other policies isolate its pods, which stay closed to what only it would allow"),
    ("{app: c}", "it selects no pod today"),
    (
      "{}",
      "as if it did not exist, it leaves open 1 of its 2 pods for ingress; "
        + "other policies isolate the rest, which stay closed to what only it would allow"
    ),
  ])
  func `what follows from a refusal is told of the pods that are there`(_ labels: String, _ words: String) throws {
    let input = """
      {apiVersion: v1, kind: Namespace, metadata: {name: x}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x, labels: {app: a}},
        spec: {nodeName: n1, containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.1}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: x, labels: {app: b}},
        spec: {nodeName: n1, containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.2}}
      ---
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny, namespace: x},
        spec: {podSelector: {matchLabels: {app: a}}, policyTypes: [Ingress]}}
      ---
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: six, namespace: x}, spec: {podSelector:
        {matchLabels: \(labels)}, policyTypes: [Ingress], ingress: [{from: [{ipBlock: {cidr: "2001:db8::/64"}}]}]}}
      ---
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: six-too, namespace: x}, spec: {podSelector:
        {}, policyTypes: [Ingress], ingress: [{from: [{ipBlock: {cidr: "2001:db8::/64"}}]}]}}
      """
    let json = try JSON(
      MoatRun.run("compare", "--engines", "azure-npm,spec", "--format", "json", "-f", "-", input: input).outputText)
    let finding = json["findings"].elements.first { $0["message"].string?.contains("\"x/six\"") == true }
    #expect(finding?["code"].string == "npm-refused")
    #expect(finding?["message"].string?.hasSuffix("is IPv6; \(words)") == true, "\(finding ?? .null)")
  }
}
