import Support
import Testing

/// `moat matrix` and `moat reach` in all forms and with all filters.
@Suite struct ListingTests {
  @Test func `listings print what they always did`() throws {
    let commands = [
      "matrix --port 5432 --port 53/UDP", "matrix --engine calico --port 8000 --port 8081 --no-fold",
      "matrix --port 5432 --port ICMP --nodes --outside 203.0.113.7,8.8.8.8 --format csv",
      "matrix --port 5432 --format json", "matrix --engine spec --no-fold --format json", "reach",
      "reach --engine calico --no-fold", "reach --to x/db --format json", "reach --fold --to x/db --format json",
      "reach --exposed", "reach --from x/web --to x/", "reach --from 10.0.0.9 --to node/aks --nodes",
      "reach --from node/aks", "reach --to 203.0.113.7 --from x/",
      "reach --from 8.8.8.8 --engine spec", "reach --from outside --to x/web-1", "reach --to x/db --family 6",
    ]
    var text = ""
    for line in commands {
      let words = line.split(separator: " ").map(String.init)
      var command = Command(Product.moat, arguments: words + ["-f", "-"])
      command.environment["NO_COLOR"] = "1"
      let result = try command.run(input: ListingCluster.text)
      text += "$ moat \(line)\n\(result.outputText)# exit \(result.status)\n"
    }
    Golden.expect(text, matches: "Commands/listings.txt")
  }

  @Test(arguments: [
    (["matrix", "--port", "70000"], "--port \"70000\" is no port; expected one like 80, 53/UDP, 7777/SCTP or ICMP"),
    (["matrix", "--port", "80/TPC"], "--port \"80/TPC\" is no port; expected one like 80, 53/UDP, 7777/SCTP or ICMP"),
    (
      ["matrix", "--outside", "1.2.3"],
      "--outside \"1.2.3\" is no address; expected addresses with commas between them, like 203.0.113.7,8.8.8.8"
    ),
    (["reach", "--outside", "8.8.8.8,"], "--outside \"\" is no address"),
    (["reach", "--from", "x/db", "--exposed"], "--exposed is --from outside; give one of them"),
    (
      ["reach", "--from", "x/nobody"],
      """
      error: --from "x/nobody" is nothing in the cluster
      note: expected namespace/pod, namespace/workload, namespace/, node/name, an address, or outside
      """
    ),
    (["reach", "--to", "node/akz"], "error: --to \"node/akz\" is nothing in the cluster"),
    (["reach", "--format", "csv"], "csv"), (["matrix", "--format", "xml"], "xml"),
    (["matrix", "--engine", "cilium"], "cilium"),
  ])
  func `a wrong question exits 2 and says why`(_ arguments: [String], _ message: String) throws {
    let result = try Command(Product.moat, arguments: arguments + ["-f", "-"]).run(input: ListingCluster.text)
    #expect(result.status == 2)
    #expect(result.errorText.contains(message), "\(result.errorText)")
    #expect(result.outputText == "")
  }

  @Test(arguments: ["matrix", "reach"]) func `what is not listed is said on standard error`(_ command: String) throws {
    let result = try Command(Product.moat, command, "-f", "-").run(input: ListingCluster.text)
    #expect(result.errorText.contains("note: over, or without an IPv4 address, so not listed: x/done\n"))
  }

  /// A pod reaches itself; what a row of several says of itself is about two of them.
  @Test(arguments: [("[]", "X", false), ("[{from: [{podSelector: {matchLabels: {app: web}}}]}]", ".", true)])
  func `a folded row speaks of different pods`(_ ingress: String, _ mark: String, _ reaches: Bool) throws {
    let policy = """

      ---
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: web, namespace: x},
        spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress], ingress: \(ingress)}}
      """
    for engine in ["azure-npm", "calico", "spec"] {
      let run = { (arguments: [String]) in
        var command = Command(Product.moat, arguments: arguments + ["--engine", engine, "-f", "-"])
        command.environment["NO_COLOR"] = "1"
        return try command.run(input: ListingCluster.text + policy).outputText
      }
      let rows = try run(["matrix"]).split(separator: "\n")
      #expect(rows.contains { $0.hasPrefix("x/web (2 pods)") && $0.hasSuffix("  \(mark)") }, "\(engine): \(rows)")
      let unfolded = try JSON(try run(["matrix", "--no-fold", "--format", "json"]))["cells"].elements
      let own = unfolded.filter { $0["from"].string == "x/web-0" && $0["to"].string?.hasPrefix("x/web-") == true }
      #expect(own.map { $0["allowed"]["80/TCP"].boolean } == [true, reaches])
      let reach = try run(["reach", "--from", "x/web", "--to", "x/web"])
      #expect(reach.contains("-> x/web (2 pods)") == reaches, "\(engine): \(reach)")
    }
  }

  @Test func `what is asked twice is listed once, where it was named first`() throws {
    let once = try Self.run("matrix", "--port", "443", "--port", "80", "--outside", "203.0.113.7,198.51.100.1")
    let twice = try Self.run(
      "matrix", "--port", "443/TCP", "--port", "80", "--port", "443", "--port", "80/tcp", "--outside",
      "203.0.113.7,198.51.100.1,203.0.113.7")
    #expect(once.status == 0)
    #expect(once.outputText.hasPrefix("443/TCP\n"))
    #expect(twice.outputText == once.outputText)
  }

  @Test(arguments: [("4", "ipv4", ["ICMP"]), ("6", "ipv6", ["ICMPv6"])])
  func `a matrix in JSON says its family, of which a ping is`(_ family: String, _ key: String, _ ports: [String]) throws
  {
    let result = try Self.run("matrix", "--family", family, "--port", "ICMP", "--format", "json")
    let json = try JSON(result.outputText)
    #expect(json["family"].string == key)
    #expect(json["ports"].strings == ports)
  }

  private static func run(_ arguments: String...) throws -> Command.Result {
    var command = Command(Product.moat, arguments: arguments + ["-f", "-"])
    command.environment["NO_COLOR"] = "1"
    return try command.run(input: ListingCluster.text)
  }

  @Test(arguments: ["matrix", "reach"]) func `errors in the input exit 2`(_ command: String) throws {
    let result = try Command(Product.moat, command, "-f", "-").run(input: "{apiVersion: v1, kind: Pod}")
    #expect(result.status == 2)
  }
}
