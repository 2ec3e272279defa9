import Support
import Testing

/// `moat compare` in all forms.
@Suite struct CompareCommandTests {
  private static let base = """
    {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 10.1.0.1}]}}
    ---
    {apiVersion: v1, kind: Node, metadata: {name: n2}, status: {addresses: [{type: InternalIP, address: 10.1.0.2}]}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: x, labels: {team: red}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: w, labels: {team: blue}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x, labels: {app: a}},
      spec: {nodeName: n1, containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.1}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: w, labels: {app: b}},
      spec: {nodeName: n2, containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.2}}

    """

  /// A namespaceSelector that Azure NPM gets wrong.
  private static let notIn = """
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: p, namespace: x}
    spec:
      podSelector: {}
      policyTypes: [Ingress]
      ingress:
      - from: [{namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [blue, green]}]}}]
        ports: [{port: 80}]

    """

  private static let differing = base + notIn

  private static func compare(_ line: String, input: String = differing) throws -> Command.Result {
    let words = line.split(separator: " ").map(String.init)
    var command = Command(Product.moat, arguments: ["compare"] + words + ["-f", "-"])
    command.environment["NO_COLOR"] = "1"
    return try command.run(input: input)
  }

  @Test func `comparisons print what they always did`() throws {
    let lines = [
      "", "--engines azure-npm,spec", "--engines azure-npm,calico,spec --format json",
      "--engines calico@3.31,calico@3.32",
      "--engines azure-npm@1.6,azure-npm@1.5 --format json", "--engines azure-npm,spec --show programs",
      "--show programs --policy x/p", "--show programs --policy x/p --format json --engines azure-npm,spec",
      "--engines calico,spec --engine-option defaultEndpointToHostAction=DROP", "--family 6",
    ]
    var text = ""
    for line in lines {
      let result = try Self.compare(line)
      text += "$ moat compare \(line)\n\(result.outputText)# exit \(result.status)\n"
    }
    Golden.expect(text, matches: "Commands/compare.txt")
  }

  @Test(arguments: [
    ("--engines azure-npm,spec", differing, 1), ("--engines azure-npm,spec", base, 0),
    ("--engines azure-npm,azure-npm@1.5", differing, 0), ("--engines azure-npm,calico,spec", differing, 1),
    ("--engines azure-npm,spec --format json", differing, 1), ("--engines azure-npm,spec --format json", base, 0),
    ("--show programs", differing, 0), ("--show programs --policy x/p", differing, 0),
    ("--engines azure-npm,spec", "{apiVersion: v1, kind: Pod}", 2), ("", "", 0),
  ])
  func `the exit status tells whether there is a difference`(_ line: String, _ input: String, _ status: Int32) throws {
    #expect(try Self.compare(line, input: input).status == status)
  }

  @Test(arguments: [
    (
      "--engines calico",
      "--engines \"calico\" names one engine; expected at least two, as azure-npm,calico"
    ),
    (
      "--engines calico,,spec",
      "--engines \"calico,,spec\" has a name too few; expected names with one comma between them"
    ),
    (
      "--engines calico,calico@3.31",
      "--engines \"calico,calico@3.31\" names calico@3.31 twice; expected different engines"
    ),
    ("--engines calico,cilium", "error: unknown engine \"cilium\"; expected one of azure-npm@1.6"),
    ("--policy x/p", "--policy goes with --show programs"),
    ("--show programs --policy p", "--policy \"p\" is no policy; expected namespace/name"),
    ("--show programs --policy x/none", "error: --policy \"x/none\" is no policy of the input\n"),
    ("--show programs --policy y/p", "--policy \"y/p\" is no policy of the input\nnote: did you mean x/p?\n"),
    (
      "--engines azure-nmp,calico",
      "expected one of azure-npm@1.6, azure-npm@1.5, calico@3.31, calico@3.32, spec@v1\nnote: did you mean azure-npm?\nnote: moat engines"
    ),
    ("--engine-option x", "--engine-option \"x\" is no setting; expected one like interfacePrefix=cali"),
    (
      "--engine-option interfaceprefix=cali",
      """
      error: none of the engines has an option "interfaceprefix"
      note: expected one of defaultEndpointToHostAction, interfacePrefix, iptablesMarkMask, ipv6Support, nftablesMode
      """
    ),
    (
      "--engines azure-npm,spec --engine-option interfacePrefix=cali",
      "error: none of the engines has an option \"interfacePrefix\"\nnote: they take no options"
    ),
    ("--engine-option ipv6Support=maybe", "option ipv6Support of engine calico@3.31 is \"maybe\"; expected"),
    ("--format csv", "csv"), ("--family 5", "5"),
  ])
  func `a wrong question exits 2 and says why`(_ line: String, _ message: String) throws {
    let result = try Self.compare(line)
    #expect(result.status == 2)
    #expect(result.errorText.contains(message), "\(result.errorText)")
    #expect(result.outputText == "")
  }

  @Test func `JSON has every field of its schema`() throws {
    let json = try JSON(try Self.compare("--engines azure-npm,calico,spec --format json").outputText)
    let engines = ["azure-npm@1.6", "calico@3.31", "spec@v1"]
    #expect(json["schema"].string == "moat.compare/1")
    #expect(json["engines"].strings == engines)
    #expect(json["family"].string == "ipv4")
    #expect(try JSON(try Self.compare("--family 6 --format json").outputText)["family"].string == "ipv6")
    #expect(json["equal"].boolean == false)
    #expect(!json["differences"].elements.isEmpty)
    for difference in json["differences"].elements {
      #expect(
        Set(difference.fields.keys)
          == ["from", "to", "scope", "traffic", "verdicts", "witness", "cause", "policies"])
      for side in ["from", "to"] {
        #expect(!difference[side]["names"].strings.isEmpty)
        #expect(!difference[side]["members"].strings.isEmpty)
      }
      #expect(["all", "sameNode", "otherNodes"].contains(difference["scope"].string))
      #expect(Set(difference["verdicts"].fields.keys) == Set(engines))
      #expect(Set(difference["verdicts"].fields.values) == [.string("allowed"), .string("denied")])
      #expect(Set(difference["witness"].fields.keys) == ["from", "to", "port"])
      #expect(Set(difference["cause"].fields.keys) == ["id", "title", "engine", "words"])
    }
    let known = json["differences"].elements.first { $0["cause"]["id"].string == "NPM-NOTIN-MULTI" }
    let policy = try #require(known?["policies"][0])
    #expect(policy["policy"].string == "x/p")
    #expect(policy["path"].string == "spec.ingress[0].from[0]")
    #expect(policy["place"].string?.hasPrefix("<stdin>:") == true)
    let finding = json["findings"][0]
    #expect(Set(finding.fields.keys) == ["engine", "severity", "code", "message", "place"])
    #expect(finding["code"].string == "npm-expansion")
  }

  @Test func `each witness is decided by check as compare says`() throws {
    let json = try JSON(try Self.compare("--engines azure-npm,calico,spec --format json").outputText)
    for difference in json["differences"].elements {
      let witness = difference["witness"]
      for (engine, verdict) in difference["verdicts"].fields {
        let result = try MoatRun.run(
          "check", "--from", witness["from"].string ?? "", "--to", witness["to"].string ?? "", "--port",
          witness["port"].string ?? "", "--engine", engine, "-f", "-", input: Self.differing)
        #expect(result.status == (verdict.string == "allowed" ? 0 : 1), "\(witness) \(engine): \(result.errorText)")
      }
    }
  }

  @Test func `port 0, which a witness may have, is asked about with its protocol`() throws {
    let policy = """
      ---
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: x}, spec: {podSelector: {},
        policyTypes: [Ingress], ingress: [{ports: [{port: 1, endPort: 65535}, {protocol: UDP}, {protocol: SCTP}]}]}}
      """
    let input = Self.base + policy
    for port in ["0/TCP", "1/TCP"] {
      let result = try MoatRun.run("check", "--from", "w/b", "--to", "x/a", "--port", port, "-f", "-", input: input)
      #expect(result.status == (port == "0/TCP" ? 1 : 0), "\(result.errorText)")
    }
  }
}
