import Support
import Testing

@Suite struct CommandTests {
  @Test func `the version is one line`() throws {
    let result = try MoatRun.run("--version")
    #expect(result.status == 0)
    #expect(result.outputText == "moat 0.1.0\n")
  }

  @Test(arguments: ["translate", "check", "validate", "engines"])
  func `every command has help with examples`(_ command: String) throws {
    let result = try MoatRun.run(command, "--help")
    #expect(result.status == 0)
    #expect(result.outputText.contains("EXAMPLES:"))
    #expect(result.outputText.contains("moat \(command)"))
  }

  @Test func `without arguments the help is shown`() throws {
    let result = try MoatRun.run()
    #expect(result.status == 0)
    #expect(result.outputText.contains("USAGE: moat"))
  }

  @Test(arguments: [
    (["translate"], "nothing to read; name files, folders or - with -f"),
    (["frobnicate"], "Unexpected argument 'frobnicate'"),
    (["validate", "-f", "-", "--pod-cidr", "10.0.0.0"], "--pod-cidr \"10.0.0.0\" is not a block of addresses"),
    (["check", "-f", "-", "--from", "x/a", "--to", "x/b", "--port", "99999"], "--port \"99999\" is no port"),
    (["check", "-f", "-", "--from", "x/z", "--to", "x/b"], "\"x/z\" is nothing in the cluster"),
    (["validate", "-f", "/nowhere/at/all.yaml"], "/nowhere/at/all.yaml"),
  ])
  func `wrong usage says what is wrong and ends with status 2`(_ arguments: [String], _ message: String) throws {
    let result = try Command(Product.moat, arguments: arguments).run(input: MoatRun.cluster)
    #expect(result.status == 2)
    #expect(result.errorText.contains(message))
    #expect(result.output.isEmpty || arguments[0] == "validate")
  }

  @Test(arguments: [
    ["frobnicate"], ["translate", "--frobnicate"], ["check", "-f", "-"], ["check", "-f", "-", "--from", "x/a"],
    ["matrix", "-f", "-", "--port", "x"], ["matrix", "-f", "-", "--format", "x"], ["cluster", "create"],
    ["translate", "-f", "-", "--engine", "x"], ["history", "frobnicate"], ["lab", "probe", "--port"],
  ])
  func `every error begins alike, the parser's own too`(_ arguments: [String]) throws {
    let result = try Command(Product.moat, arguments: arguments).run(input: MoatRun.cluster)
    #expect(result.status == 2)
    #expect(result.errorText.hasPrefix("error: "), "\(result.errorText)")
    #expect(!result.errorText.contains("Error: "))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completions are there for every shell`(_ shell: String) throws {
    let result = try MoatRun.run("--generate-completion-script", shell)
    #expect(result.status == 0)
    #expect(result.outputText.contains("translate"))
  }

  @Test(arguments: [
    ("x/b", "x/a", "80", 1, "denied: x/b -> x/a 80/TCP under azure-npm@1.6\n"),
    ("x/a", "x/b", "53/udp", 0, "allowed: x/a -> x/b 53/UDP under azure-npm@1.6\n"),
    ("203.0.113.7", "x/a", "ICMP", 1, "denied: 203.0.113.7 -> x/a ICMP under azure-npm@1.6\n"),
    ("x/a", "x/a", "80", 0, "allowed: x/a -> x/a 80/TCP under azure-npm@1.6\n"),
  ])
  func `check answers by its text and its status`(
    _ from: String, _ to: String, _ port: String, _ status: Int32, _ text: String
  ) throws {
    let result = try MoatRun.run("check", "-f", "-", "--from", from, "--to", to, "--port", port)
    #expect(result.status == status)
    #expect(result.outputText == text)
  }

  @Test func `an explained check names chain, set and line of YAML`() throws {
    let result = try MoatRun.run("check", "-f", "-", "--from", "x/b", "--to", "x/a", "--explain")
    #expect(result.outputText.contains("10.0.0.1 is in podlabel-app:a"))
    #expect(result.outputText.contains("from x/deny (<stdin>:15:1)"))
    #expect(result.outputText.contains("filter AZURE-NPM-INGRESS 2: -j DROP"))
  }

  @Test func `an explained denial names the first condition that failed of each rule`() throws {
    let rules =
      "{podSelector: {matchLabels: {app: a}}, ingress: [{from: [{podSelector: {matchLabels: {app: z}}}]}, {ports: [{port: 443}]}]}"
    let input = MoatRun.cluster.replacing("{podSelector: {matchLabels: {app: a}}, policyTypes: [Ingress]}", with: rules)
    let text = try MoatRun.run("check", "-f", "-", "--from", "x/b", "--to", "x/a", "--explain", input: input).outputText
    #expect(text.contains("  x/deny (<stdin>:15:1)\n    spec.ingress[0].from[0] (<stdin>:18:"))
    #expect(text.contains(")\n      podSelector app=z: pod x/b has app=b\n"))
    #expect(text.contains(")\n      port 443/TCP: the packet goes to 80/TCP\n"))
  }

  @Test func `engines lists all versions with what they cannot do`() throws {
    let table = try MoatRun.run("engines").outputText
    #expect(table.contains("azure-npm@1.6 (default)"))
    #expect(table.contains("azure-npm@1.5  "))
    let json = try JSON(try MoatRun.run("engines", "--format", "json").outputText)
    #expect(json["schema"].string == "moat.engines/1")
    #expect(json["engines"].elements.map { $0["version"].string } == ["1.6", "1.5", "3.31", "3.32", "v1"])
    #expect(json["engines"][2]["options"][0]["key"].string == "interfacePrefix")
    #expect(json["engines"][0]["options"] == .array([]))
    #expect(json["engines"][0]["capabilities"].elements.contains { $0["support"].string == "no" })
  }

  @Test func `validate reports what it read, what it skipped, and the verdict`() throws {
    let other = "\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: m}}"
    let good = try MoatRun.run("validate", "-f", "-", input: MoatRun.cluster + other)
    #expect(good.status == 0)
    #expect(good.outputText.contains("read: 1 policy, 2 pods, 1 namespace, 0 nodes, 0 services\n"))
    #expect(good.outputText.contains("skipped: 1 ConfigMap (v1)\n"))
    #expect(good.outputText.contains("valid: 0 errors, 0 warnings\n"))
    let bad = try MoatRun.run(
      "validate", "-f", "-", "--format", "json", input: MoatRun.cluster.replacing("[Ingress]", with: "[in]"))
    #expect(bad.status == 2)
    let json = try JSON(bad.outputText)
    #expect(json["valid"].boolean == false)
    #expect(json["diagnostics"][0]["line"].integer == 18)
  }
}
