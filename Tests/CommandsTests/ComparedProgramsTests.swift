import Support
import Testing

/// `moat compare --show programs`: whose rules there are, and why some are missing.
@Suite struct ComparedProgramsTests {
  /// Two pods with addresses of both families, and policies: one that Azure NPM refuses, one that it takes, and one that
  /// selects no pod.
  private static let cluster = """
    {apiVersion: v1, kind: Namespace, metadata: {name: x}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x, labels: {app: a}}, spec: {nodeName: n1,
      containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1},
      {ip: "fd00::1"}]}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: x, labels: {app: b}}, spec: {nodeName: n2,
      containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.2, podIPs: [{ip: 10.0.0.2},
      {ip: "fd00::2"}]}}
    ---
    {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: six, namespace: x}, spec: {podSelector: {},
      policyTypes: [Ingress], ingress: [{from: [{ipBlock: {cidr: "2001:db8::/64"}}]}]}}
    ---
    {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: web, namespace: x}, spec: {podSelector: {},
      policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: b}}}]}]}}
    ---
    {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: none, namespace: x}, spec: {podSelector:
      {matchLabels: {app: z}}, policyTypes: [Ingress]}}
    """

  private static let refusal =
    "refuses the policy and ignores it as a whole: spec.ingress[0].from[0].ipBlock.cidr \"2001:db8::/64\" is IPv6 "
    + "(unsupported IP address)"
  private static let noSix =
    "has no IPv6 program: a policy with an IPv6 block is ignored as a whole; IPv6 traffic is not filtered"

  private static let noProgram = "has no program to show; moat check asks it all the same"

  private static func compare(_ line: String) throws -> Command.Result {
    let words = line.split(separator: " ").map(String.init)
    var command = Command(Product.moat, arguments: ["compare", "-f", "-", "--show", "programs"] + words)
    command.environment["NO_COLOR"] = "1"
    return try command.run(input: cluster)
  }

  @Test(arguments: [
    ("--policy x/six", "azure-npm@1.6", refusal, "refused"),
    ("--policy x/web --family 6", "azure-npm@1.6", noSix, "no IPv6 program"),
    ("--policy x/web --engines calico,spec", "spec@v1", noProgram, "no program"),
    ("--policy x/none", "calico@3.31", "has the policy on no node, since it selects no pod there", "on no node"),
  ])
  func `an engine without rules of a policy says why`(
    _ line: String, _ engine: String, _ words: String, _ label: String
  ) throws {
    let result = try Self.compare(line)
    #expect(result.status == 0)
    #expect(result.outputText.contains("\n  \(engine) \(words)\n"), "\(result.outputText)")
    #expect(result.outputText.contains("\n  \(engine)\n    no rule (\(label))\n"))
  }

  @Test(arguments: [
    ("--policy x/six", [["azure-npm@1.6", "refused", refusal]]), ("--policy x/web", []),
    ("--policy x/six --family 6", [["azure-npm@1.6", "noFamily", noSix], ["azure-npm@1.6", "refused", refusal]]),
    ("", []),
  ])
  func `JSON says why rules are missing`(_ line: String, _ missing: [[String]]) throws {
    let json = try JSON(try Self.compare("--format json \(line)").outputText)
    #expect(
      json["missing"].elements.map { entry in ["engine", "reason", "words"].map { entry[$0].string ?? "" } } == missing)
  }

  @Test func `rules and sizes are those of the family that is asked for`() throws {
    let json = try JSON(try Self.compare("--policy x/web --family 6 --format json").outputText)
    let rules = json["rules"].elements.flatMap { $0["engines"]["calico@3.31"].strings }
    #expect(rules.contains { $0.contains("cali60s:") })
    #expect(!rules.contains { $0.contains("cali40s:") })
    #expect(json["rules"].elements.allSatisfy { $0["engines"]["azure-npm@1.6"].strings.isEmpty })
    let sizes = try ["--family 4", "--family 6", ""].map { family in
      try JSON(try Self.compare("\(family) --format json").outputText)["sizes"].elements
    }
    #expect(Set(sizes[1][0].fields.keys) == ["engine"])
    let counts = sizes.map { $0[1]["rules"]["allNodes"].integer ?? 0 }
    #expect(counts[1] > 0)
    #expect(counts[0] + counts[1] == counts[2])
  }
}
