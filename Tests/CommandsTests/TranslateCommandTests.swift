import Foundation
import Support
import Testing

@Suite struct TranslateCommandTests {
  @Test func `text, restore and json all name the policy's chain`() throws {
    for format in ["text", "restore", "json"] {
      let result = try MoatRun.run("translate", "-f", "-", "--format", format)
      #expect(result.status == 0)
      #expect(result.outputText.contains("AZURE-NPM-INGRESS-"), "\(format)")
    }
  }

  @Test func `json has the documented schema and one entry for nodes with one program`() throws {
    let result = try MoatRun.run("translate", "-f", "-", "--engine", "azure-npm@1.5", "--format", "json")
    let json = try JSON(result.outputText)
    #expect(json["schema"].string == "moat.translate/1")
    #expect(json["engine"].string == "azure-npm")
    #expect(json["version"].string == "1.5")
    #expect(json["programs"].elements.count == 1)
    #expect(json["programs"][0]["nodes"].strings == ["node-a", "node-b"])
    #expect(json["programs"][0]["family"].string == "ipv4")
    #expect(json["programs"][0]["hooks"]["filter"].strings == ["-I FORWARD -j AZURE-NPM -m conntrack --ctstate NEW"])
    let chains = json["programs"][0]["tables"]["filter"].elements
    #expect(chains.first?["policy"] == .null)
    #expect(chains.last?["policy"].string == "x/deny")
    #expect(json["programs"][0]["sets"].elements.contains { $0["label"].string == "ns-x" })
  }

  @Test func `a cluster without nodes and pods has one node called node`() throws {
    let namespace = "{apiVersion: v1, kind: Namespace, metadata: {name: x}}"
    let result = try MoatRun.run("translate", "-f", "-", "--format", "json", input: namespace)
    #expect(try JSON(result.outputText)["programs"][0]["nodes"].strings == ["node"])
  }

  @Test func `a refused policy is said on standard error and by the status, and the others are translated`() throws {
    let input = MoatRun.cluster + "\n" + MoatRun.refused
    let result = try MoatRun.run("translate", "-f", "-", "--format", "json", input: input)
    #expect(result.status == 1)
    #expect(result.errorText.contains("azure-npm cannot enforce policy \"x/six\": spec.egress[0].to[0].ipBlock.cidr"))
    #expect(result.errorText.contains("note: azure-npm ignores the whole policy"))
    let json = try JSON(result.outputText)
    #expect(json["refused"][0]["policy"].string == "x/six")
    #expect(json["refused"][0]["path"].string == "spec.egress[0].to[0].ipBlock.cidr")
    #expect(json["programs"][0]["tables"]["filter"].elements.contains { $0["policy"].string == "x/deny" })
  }

  @Test func `an output folder gets one file for each node and tool`() throws {
    try TemporaryFolder.with { folder in
      let result = try MoatRun.run("translate", "-f", "-", "--format", "restore", "-o", folder.path(of: "deep/er"))
      #expect(result.status == 0)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(of: "deep/er")).sorted()
      #expect(
        names == [
          "node-a.ipset.restore", "node-a.iptables.restore", "node-b.ipset.restore", "node-b.iptables.restore",
        ])
      #expect(try folder.text(of: "deep/er/node-b.ipset.restore").hasPrefix("-N azure-npm-"))
      let again = try MoatRun.run("translate", "-f", "-", "-o", folder.path(of: "deep/er"), "--node", "node-a")
      #expect(again.status == 0)
      #expect(FileManager.default.fileExists(atPath: folder.path(of: "deep/er/node-a.program.txt")))
    }
  }

  @Test func `an output folder that is a file is an input error and leaves it alone`() throws {
    try TemporaryFolder.with { folder in
      let file = try folder.write("mine", to: "taken")
      let result = try MoatRun.run("translate", "-f", "-", "-o", file)
      #expect(result.status == 2)
      #expect(result.errorText.contains("is a file; expected a folder"))
      #expect(try folder.text(of: "taken") == "mine")
    }
  }

  @Test func `a node that is not there is an input error with the nodes that are`() throws {
    let result = try MoatRun.run("translate", "-f", "-", "--node", "node-z")
    #expect(result.status == 2)
    #expect(result.errorText.contains("--node \"node-z\" is no node of the cluster; expected one of node-a, node-b"))
  }

  @Test func `the specification has no program, and says so`() throws {
    let result = try MoatRun.run("translate", "-f", "-", "--engine", "spec")
    #expect(result.status == 2)
    #expect(result.errorText.contains("engine \"spec\" has no program to show\nnote: moat check asks it all the same"))
  }

  @Test func `an unknown engine gets the list of known ones`() throws {
    let result = try MoatRun.run("translate", "-f", "-", "--engine", "azure-npm@9")
    #expect(result.status == 2)
    #expect(
      result.errorText.contains(
        "unknown engine \"azure-npm@9\"; expected one of azure-npm@1.6, azure-npm@1.5, calico@3.31, calico@3.32, spec@v1"
      ))
  }

  @Test func `input with errors is not translated`() throws {
    let result = try MoatRun.run("translate", "-f", "-", input: MoatRun.cluster.replacing("[Ingress]", with: "[in]"))
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errorText.contains("error: 1 error in the input; nothing was done"))
  }

  @Test func `colours come always, never, or on a terminal without NO_COLOR`() throws {
    let escape = "\u{1B}["
    #expect(try MoatRun.run("translate", "-f", "-", "--color", "always").outputText.contains(escape))
    #expect(try !MoatRun.run("translate", "-f", "-", "--color", "never", color: true).outputText.contains(escape))
    #expect(try !MoatRun.run("translate", "-f", "-", color: true).outputText.contains(escape))
  }

  @Test func `a full disk is the machine's refusal`() throws {
    let result = try Command.shell("\(Product.moat) translate -f - > /dev/full").run(input: MoatRun.cluster)
    #expect(result.status == 3)
    #expect(result.errorText.contains("cannot write to standard output: No space left on device"))
  }

  @Test func `settings reach the engine, and others are refused with those that there are`() throws {
    let cali = try MoatRun.run(
      "translate", "-f", "-", "--engine", "calico", "--engine-option", "interfacePrefix=cali", "--format", "restore")
    #expect(cali.status == 0)
    #expect(cali.outputText.contains("--in-interface cali+ --goto cali-wl-to-host"))
    let none = try MoatRun.run("translate", "-f", "-", "--engine-option", "interfacePrefix=cali")
    #expect(none.status == 2)
    #expect(
      none.errorText.contains(
        "error: engine azure-npm@1.6 takes no options, and so not \"interfacePrefix\"\nnote: moat engines lists"))
    let odd = try MoatRun.run("translate", "-f", "-", "--engine-option", "interfacePrefix")
    #expect(odd.status == 2)
    #expect(odd.errorText.contains("--engine-option \"interfacePrefix\" is no setting; expected one like"))
  }

  @Test func `an engine's resources are printed under its id, which chooses it`() throws {
    for arguments in [["--format", "calico"], ["--engine", "calico@3.32", "--format", "native"]] {
      let result = try Command(Product.moat, arguments: ["translate", "-f", "-"] + arguments).run(
        input: MoatRun.cluster)
      #expect(result.status == 0)
      #expect(result.outputText.hasPrefix("---\napiVersion: projectcalico.org/v3\nkind: NetworkPolicy\n"))
      #expect(result.outputText.contains("  name: deny\n"))
    }
    let npm = try MoatRun.run("translate", "-f", "-", "--format", "native")
    #expect(npm.status == 2)
    #expect(npm.errorText.contains("error: engine azure-npm@1.6 has no resources of its own to print"))
    let other = try MoatRun.run("translate", "-f", "-", "--engine", "azure-npm", "--format", "calico")
    #expect(other.status == 2)
    #expect(other.errorText.contains("--format \"calico\" is not one of engine azure-npm@1.6; expected text, restore"))
  }

  @Test func `an address family is chosen, or both are there`() throws {
    let run = { (more: [String]) in
      let all = [
        "translate", "-f", "-", "--engine", "calico", "--engine-option", "ipv6Support=true", "--format", "json",
      ]
      let result = try Command(Product.moat, arguments: all + more).run(input: MoatRun.cluster)
      return try JSON(result.outputText)["programs"].elements.map {
        "\($0["family"].string ?? "") \($0["nodes"].strings)"
      }
    }
    let four = [#"ipv4 ["node-a"]"#, #"ipv4 ["node-b"]"#]
    let six = [#"ipv6 ["node-a"]"#, #"ipv6 ["node-b"]"#]
    #expect(try run([]) == [four[0], six[0], four[1], six[1]])
    #expect(try run(["--family", "4"]) == four)
    #expect(try run(["--family", "6"]) == six)
  }

  @Test(arguments: ["text", "restore", "json"])
  func `a family that the engine has no program of is an input error and prints nothing`(_ format: String) throws {
    let npm = try MoatRun.run("translate", "-f", "-", "--family", "6", "--format", format)
    #expect(npm.status == 2)
    #expect(npm.output.isEmpty)
    #expect(
      npm.errorText.contains(
        """
        error: engine azure-npm@1.6 has no IPv6 program of this input
        note: IPv6 under azure-npm: a policy with an IPv6 block is ignored as a whole; IPv6 traffic is not filtered
        note: moat check and moat matrix answer for IPv6 all the same
        """))
    let four = try MoatRun.run("translate", "-f", "-", "--family", "4", "--format", format)
    #expect(four.status == 0)
    #expect(four.output == (try MoatRun.run("translate", "-f", "-", "--format", format)).output)
    let calico = try MoatRun.run("translate", "-f", "-", "--family", "6", "--format", format, "--engine", "calico")
    #expect(calico.status == 2)
    #expect(calico.errorText.contains("error: engine calico@3.31 has no IPv6 program of this input\nnote: IPv6 under"))
  }

  @Test func `an engine's own resources are of no family`() throws {
    let six = try MoatRun.run("translate", "-f", "-", "--family", "6", "--format", "calico")
    #expect(six.status == 0)
    #expect(six.output == (try MoatRun.run("translate", "-f", "-", "--format", "calico")).output)
  }
}
