import Support
import Testing

/// `moat check` in all its forms, on the shop of the documents: web-0 on aks-1, web-1 on aks-2, db-0 on aks-3.
@Suite struct CheckTests {
  static let shop = RepositoryRoot.path(of: "Docs/Examples/shop")

  private static func run(_ arguments: String, engine: String = "azure-npm") throws -> Command.Result {
    let words = arguments.split(separator: " ").map(String.init)
    return try Command(Product.moat, arguments: ["check", "-f", shop, "--engine", engine] + words).run()
  }

  @Test(arguments: [
    // A pod, a workload, an address; the port's name is 5432.
    ("--from shop/web-0 --to shop/db-0 --port 5432", "allowed: shop/web-0 -> shop/db-0 5432/TCP under E\n"),
    ("--from shop/web-1 --to shop/db-0 --port 5432", "denied: shop/web-1 -> shop/db-0 5432/TCP under E\n"),
    (
      "--from shop/web --to shop/db --port 5432",
      """
      denied: shop/web -> shop/db 5432/TCP under E
        allowed (1 of 2): shop/web-0 -> shop/db-0
        denied (1 of 2): shop/web-1 -> shop/db-0

      """
    ),
    ("--from 203.0.113.7 --to shop/web-0", "allowed: 203.0.113.7 -> shop/web-0 80/TCP under E\n"),
    ("--from 203.0.113.7 --to shop/web-0 --protocol icmp", "allowed: 203.0.113.7 -> shop/web-0 ICMP under E\n"),
    ("--from 198.51.100.7 --to shop/web-0 --port 53/udp", "denied: 198.51.100.7 -> shop/web-0 53/UDP under E\n"),
    ("--from node/aks-2 --to shop/web-1", "allowed: node/aks-2 -> shop/web-1 80/TCP under E\n"),
    ("--from node/aks-2 --to shop/web-0 --protocol sctp --port 9", "denied: node/aks-2 -> shop/web-0 9/SCTP under E\n"),
    (
      "--from shop/web-1 --to shop/db-0 --state established",
      "allowed: shop/web-1 -> shop/db-0 80/TCP (established) under E\n"
    ),
    // By a Service's name or cluster address: the target port, by its name, of each endpoint.
    (
      "--from shop/web-0 --to svc/shop/db --port 5433",
      "allowed: shop/web-0 -> svc/shop/db 5433/TCP under E\n  shop/web-0 -> shop/db-0 5432/TCP\n"
    ),
    (
      "--from shop/web-1 --to 10.0.0.20 --port 5433",
      "denied: shop/web-1 -> 10.0.0.20 5433/TCP under E\n  shop/web-1 -> shop/db-0 5432/TCP\n"
    ),
  ])
  func `both engines answer`(_ arguments: String, _ text: String) throws {
    for (engine, name) in [("azure-npm", "azure-npm@1.6"), ("spec", "spec@v1")] {
      let result = try Self.run(arguments, engine: engine)
      #expect(result.outputText == text.replacing("under E", with: "under \(name)"))
      #expect(result.status == (text.hasPrefix("allowed") ? 0 : 1))
    }
  }

  @Test(arguments: [
    // Cluster: accepted by kube-proxy's mark on the node that takes it; on another node it has that node's address.
    (
      "--from 198.51.100.7 --to node/aks-1 --port 30080", 1,
      """
      denied: 198.51.100.7 -> node/aks-1 30080/TCP under azure-npm@1.6
        allowed (1 of 2): 198.51.100.7 -> shop/web-0 8080/TCP through node aks-1
        denied (1 of 2): 198.51.100.7 -> shop/web-1 8080/TCP through node aks-1

      """
    ),
    (
      "--from 198.51.100.7 --to 10.224.0.6 --port 30080", 1,
      """
      denied: 198.51.100.7 -> 10.224.0.6 30080/TCP under azure-npm@1.6
        all 2: 198.51.100.7 -> shop/web-0 8080/TCP through node aks-3, shop/web-1 8080/TCP through node aks-3

      """
    ),
    // Local: endpoints of the node only, with the client's address; dropped where there are none.
    (
      "--from 203.0.113.7 --to node/aks-1 --port 30081", 0,
      """
      allowed: 203.0.113.7 -> node/aks-1 30081/TCP under azure-npm@1.6
        203.0.113.7 -> shop/web-0 8080/TCP through node aks-1

      """
    ),
    (
      "--from 203.0.113.7 --to node/aks-3 --port 30081", 1,
      """
      denied: 203.0.113.7 -> node/aks-3 30081/TCP under azure-npm@1.6
        service shop/web-local has externalTrafficPolicy Local and no endpoint for 80/TCP on the node that is asked: the packet is dropped

      """
    ),
    // By its name from outside: every node that takes its traffic.
    (
      "--from 203.0.113.7 --to svc/shop/web-local", 0,
      """
      allowed: 203.0.113.7 -> svc/shop/web-local 80/TCP under azure-npm@1.6
        all 2: 203.0.113.7 -> shop/web-0 8080/TCP through node aks-1, shop/web-1 8080/TCP through node aks-2

      """
    ),
    (
      "--from 198.51.100.7 --to 20.50.1.2", 1,
      """
      denied: 198.51.100.7 -> 20.50.1.2 80/TCP under azure-npm@1.6
        all 2: 198.51.100.7 -> shop/web-0 8080/TCP through node aks-1, shop/web-1 8080/TCP through node aks-2

      """
    ),
    (
      "--from 198.51.100.7 --to svc/shop/web", 1,
      """
      denied: 198.51.100.7 -> svc/shop/web 80/TCP under azure-npm@1.6
        allowed (2 of 6): 198.51.100.7 -> shop/web-0 8080/TCP through node aks-1, shop/web-1 8080/TCP through node aks-2
        denied (4 of 6): 198.51.100.7 -> shop/web-1 8080/TCP through node aks-1, shop/web-0 8080/TCP through node aks-2, shop/web-0 8080/TCP through node aks-3, shop/web-1 8080/TCP through node aks-3

      """
    ),
    // A pod to itself through its own Service is masqueraded, and accepted by the mark.
    (
      "--from shop/web-1 --to svc/shop/web", 1,
      """
      denied: shop/web-1 -> svc/shop/web 80/TCP under azure-npm@1.6
        allowed (1 of 2): shop/web-1 -> shop/web-1 8080/TCP
        denied (1 of 2): shop/web-1 -> shop/web-0 8080/TCP

      """
    ),
  ])
  func `services go the way that kube-proxy sends them`(_ arguments: String, _ status: Int32, _ text: String) throws {
    let result = try Self.run(arguments)
    #expect(result.outputText == text)
    #expect(result.status == status)
  }

  @Test(arguments: [
    ("new", "azure-npm", 1), ("established", "azure-npm", 0), ("invalid", "azure-npm", 0), ("new", "spec", 1),
    ("established", "spec", 0), ("invalid", "spec", 1),
  ])
  func `the state of the connection counts`(_ state: String, _ engine: String, _ status: Int32) throws {
    #expect(try Self.run("--from shop/web-1 --to shop/db --state \(state)", engine: engine).status == status)
  }

  @Test(arguments: ["azure-npm", "spec"])
  func `a denial names each policy, and the first condition of each rule that failed`(_ engine: String) throws {
    let text = try Self.run("--from shop/web-1 --to svc/shop/db --port 5433 --explain", engine: engine).outputText
    let folder = Self.shop
    #expect(
      text.contains(
        """
        shop/db-0 is isolated for ingress by one policy, and no rule of it lets shop/web-1 in:
          shop/db (\(folder)/policies.yaml:2:1)
            spec.ingress[0].from[0] (\(folder)/policies.yaml:13:11)
              podSelector apps.kubernetes.io/pod-index=0: pod shop/web-1 has apps.kubernetes.io/pod-index=1
            spec.ingress[1].from[0] (\(folder)/policies.yaml:19:11)
              namespaceSelector team=red: namespace shop has team=blue

        """))
    #expect(text.contains("kube-proxy of node aks-2 rewrites 10.0.0.20 5433/TCP to 10.244.0.1 5432/TCP\n"))
  }

  @Test func `an explanation tells the address that kube-proxy gave, and its mark`() throws {
    let text = try Self.run("--from 203.0.113.7 --to node/aks-3 --port 30080 --explain").outputText
    #expect(text.contains("no rule of it lets 203.0.113.7 in, which comes as 10.224.0.6:\n"))
    #expect(text.contains("ipBlock 203.0.113.0/24: 10.224.0.6 is not in it\n"))
    #expect(text.contains("filter KUBE-FORWARD: -m mark --mark 0x4000/0x4000 -j ACCEPT\n"))
    #expect(text.contains("to 10.244.0.2 8080/TCP, and 203.0.113.7 to 10.224.0.6 when it leaves the node\n"))
  }

  @Test func `what is allowed is explained by the rule that allows it`() throws {
    let text = try Self.run("--from shop/web-0 --to shop/db --port 5432 --explain").outputText
    #expect(
      text.contains("\nIngress is allowed by shop/db spec.ingress[0].from[0] (\(Self.shop)/policies.yaml:13:11).\n"))
    #expect(text.contains("      because 10.244.0.1,tcp:5432 is in namedport:pg\n"))
    let open = try Self.run("--from shop/db --to 198.51.100.7 --state established --explain").outputText
    #expect(open.hasSuffix("\nNo rule of azure-npm meets it.\n"))
  }

  @Test func `json has the question, and for each connection the decision with its trace`() throws {
    let result = try Self.run("--from shop/web --to svc/shop/db --port 5433 --format json")
    #expect(result.status == 1)
    let json = try JSON(result.outputText)
    #expect(json["schema"].string == "moat.check/1")
    #expect(json["question"]["from"].string == "shop/web")
    #expect(json["question"]["port"].integer == 5433)
    #expect(json["question"]["protocol"].string == "TCP")
    #expect(json["question"]["state"].string == "new")
    #expect(json["question"]["engine"].string == "azure-npm")
    #expect(json["verdict"].string == "denied")
    #expect(json["connections"].elements.map { $0["verdict"].string } == ["allowed", "denied"])
    let denied = json["connections"][1]
    #expect(denied["from"].string == "shop/web-1")
    #expect(denied["to"].string == "shop/db-0")
    #expect(denied["service"].string == "shop/db")
    #expect(denied["packet"]["port"].integer == 5432)
    #expect(denied["translation"]["node"].string == "aks-2")
    #expect(denied["translation"]["source"] == .null)
    #expect(denied["denial"]["pod"].string == "shop/db-0")
    #expect(
      denied["denial"]["policies"][0]["misses"].elements.map { $0["path"].string }
        == ["spec.ingress[0].from[0]", "spec.ingress[1].from[0]"])
    let jump = denied["trace"].elements.first { $0["policy"].string == "shop/db" }
    #expect(jump?["hook"].string == "FORWARD")
    #expect(jump?["table"].string == "filter")
    #expect(jump?["chain"].string == "AZURE-NPM-INGRESS")
    #expect(jump?["number"].integer == 1)
    #expect(jump?["line"].integer == 2)
    #expect(jump?["sets"][0]["label"].string == "podlabel-app:db")
    #expect(jump?["sets"][0]["member"].string == "10.244.0.1")
  }

  /// `red/p` of the example lets nobody in; Azure NPM has nothing to say of IPv6.
  @Test(arguments: [
    ("--family 4", "azure-npm", 1, "10.0.0.3", "ipv4"), ("--family 6", "azure-npm", 0, "fd00::3", "ipv6"),
    ("--family 6", "calico", 1, "fd00::3", "ipv6"), ("", "calico", 1, "10.0.0.3", nil),
  ])
  func `pods with addresses of both families are asked over either`(
    _ family: String, _ engine: String, _ status: Int32, _ source: String, _ key: String?
  ) throws {
    let folder = RepositoryRoot.path(of: "Docs/Examples/differences")
    let words = family.split(separator: " ").map(String.init)
    let result = try Command(
      Product.moat,
      arguments: [
        "check", "-f", "\(folder)/cluster.yaml", "-f", "\(folder)/NPM-IPV6-UNFILTERED", "--from", "blue/c", "--to",
        "red/a", "--engine", engine, "--format", "json",
      ] + words
    ).run()
    #expect(result.status == status)
    let json = try JSON(result.outputText)
    #expect(json["question"]["family"].string == key)
    #expect(json["connections"].elements.map { $0["packet"]["source"].string } == [source])
  }

  @Test func `a policy that the engine refuses is said beside the answer`() throws {
    let result = try MoatRun.run(
      "check", "-f", "-", "--from", "x/a", "--to", "x/b", "--format", "json",
      input: MoatRun.cluster + "\n" + MoatRun.refused)
    #expect(result.status == 0)
    #expect(result.errorText.contains("azure-npm cannot enforce policy \"x/six\""))
    #expect(try JSON(result.outputText)["refused"][0]["policy"].string == "x/six")
  }

  @Test func `where the engine deviates from a rule's words, its own rule tells why`() throws {
    let leaving = MoatRun.cluster.replacing(
      "metadata: {name: b, namespace: x, labels: {app: b}}",
      with:
        "metadata: {name: b, namespace: x, labels: {app: b}, deletionTimestamp: \"2026-08-01T00:00:00Z\", deletionGracePeriodSeconds: 0}"
    ).replacing(
      "{podSelector: {matchLabels: {app: a}}, policyTypes: [Ingress]}",
      with: "{podSelector: {matchLabels: {app: a}}, ingress: [{from: [{podSelector: {matchLabels: {app: b}}}]}]}")
    let text = try MoatRun.run("check", "-f", "-", "--from", "x/b", "--to", "x/a", "--explain", input: leaving)
      .outputText
    #expect(
      text.contains(
        "by its words it lets the packet pass, but not as the engine enforces it: its rule does not match: 10.0.0.2 is not in podlabel-app:b\n"
      ), "\(text)")
  }
}
