import Foundation
import Glibc
import Lab
import Support
import SystemCalls
import Testing

/// Labs as users meet them: the `moat` executable, and what is left when it ends in whatever way.
@Suite(.serialized, .enabled(if: Laboratory.obstacles[.nft] == nil, "\(Laboratory.obstacles[.nft] ?? "")"))
struct LifecycleTests {
  private static func example(_ step: String) -> String {
    RepositoryRoot.path(of: "Docs/Examples/walkthrough/\(step)")
  }

  /// A place of labs of its own, checked to be empty afterwards.
  private func with(_ body: (_ moat: ([String]) throws -> Command.Result, _ folder: String) throws -> Void) throws {
    try TemporaryFolder.with { folder in
      let labs = folder.path + "/labs"
      let moat = { (words: [String]) throws -> Command.Result in
        var command = Command(Product.moat, arguments: ["lab"] + words)
        command.environment = ["MOAT_LAB_FOLDER": labs, "MOAT_STORE": "/nowhere/history.sqlite"]
        return try command.run()
      }
      let before = Self.world()
      try body(moat, labs)
      #expect(!FileManager.default.fileExists(atPath: labs), "a lab has left its folder")
      #expect(Self.holders(of: labs) == [])
      #expect(Self.world() == before)
    }
  }

  /// What a lab must not change: the devices and named namespaces of this machine.
  private static func world() -> [[String]] {
    let names = { (folder: String) in ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }
    // Other tests make named namespaces of their own at the same time.
    return [names("/sys/class/net"), names("/run/netns").filter { !$0.hasPrefix("moat-") }]
  }

  /// The processes that hold labs of a folder.
  private static func holders(of folder: String) -> [Int32] {
    Processes.all().filter { Processes.environment(of: $0, has: "MOAT_LAB_FOLDER=\(folder)") }
      .filter { Processes.start(of: $0) != nil }
  }

  @Test func `a lab is built, asked, changed and taken down`() throws {
    try with { moat, _ throws in
      let up = try moat(["up", "-f", Self.example("1-deny"), "--serve", "http"])
      #expect(up.outputText == "lab default: 2 nodes, 5 pods, azure-npm@1.6 in iptables-nft\n")
      let page = ["--", "wget", "-T", "1", "-t", "1", "-qO-", "http://backend.starwind"]
      #expect(try moat(["exec", "starwind/frontend"] + page).status != 0)
      #expect(try moat(["status"]).outputText.contains("starwind/backend     10.244.0.3"))
      #expect(try moat(["apply", "-f", Self.example("3-namespaces")]).status == 0)
      #expect(try moat(["exec", "starwind/frontend"] + page).outputText.contains("This is starwind/backend."))
      #expect(try moat(["exec", "production/frontend"] + page).status != 0)
      #expect(try moat(["label", "starwind/client", "app=webapp", "role=frontend"]).status == 0)
      #expect(try moat(["exec", "starwind/client"] + page).status == 0)
      #expect(try moat(["label", "starwind/client", "role-"]).status == 0)
      #expect(try moat(["exec", "starwind/client"] + page).status != 0)
      let probe = try moat(["probe", "--port", "80", "--port", "ICMP", "--port", "7777/SCTP", "--port", "53/UDP"])
      #expect(probe.outputText.hasSuffix("160 probes: kernel and simulation agree\n"), "\(probe.outputText)")
      let trace = try moat(["trace", "--from", "production/client", "--to", "starwind/backend"])
      #expect(
        trace.status == 0 && trace.outputText.contains("+ filter AZURE-NPM-INGRESS 2  [1]"), "\(trace.outputText)")
      let refused: [([String], Int32, String)] = [
        (
          ["exec", "starwind/nobody", "--", "true"], 2,
          "\"starwind/nobody\" is not in the lab; expected one of outside,"
        ),
        (["exec", "starwind/client", "--", "nosuch"], 2, "cannot run nosuch: no such program"),
        (["probe", "--port", "0"], 2, "--port \"0\" is no port"),
        (
          ["probe", "--from", "203.0.113.7", "--to", "8.8.8.8"], 2, "nothing to probe: no pod or node is among the ends"
        ),
        (["probe", "--from", "203.0.113.7", "--to", "2001:db8::7"], 2, "2001:db8::7 is no IPv4 address"),
        (["trace", "--from", "2001:db8::7", "--to", "203.0.113.7"], 2, "203.0.113.7 is no IPv6 address"),
        (["label", "starwind/client", "role=a b"], 2, "\"a b\" is no value of a label"),
        (["hold"], 2, "lab \"default\" is up already"),
      ]
      for (words, status, text) in refused {
        let result = try moat(words)
        #expect(result.status == status && result.errorText.contains(text), "\(words): \(result.errorText)")
      }
      #expect(try moat(["status"]).status == 0)
      #expect(try moat(["down"]).status == 0)
    }
  }

  @Test func `a server without a page says its name, and no more is waited for`() throws {
    try with { moat, _ throws in
      #expect(try moat(["up", "-f", Self.example("0-open")]).status == 0)
      let page = ["exec", "starwind/frontend", "--", "wget", "-T", "5", "-t", "1", "-qO-", "http://backend.starwind"]
      let answer = try moat(page)
      #expect(answer.status == 0 && answer.outputText == "starwind/backend\n", "\(answer.errorText)")
      #expect(try moat(["down"]).status == 0)
    }
  }

  @Test func `a lab of a known cluster has its engine and its block of addresses`() throws {
    try TemporaryFolder.with { folder throws in
      let store = ["--store", folder.path(of: "history.sqlite")]
      let create = ["cluster", "create", "prod", "--network-plugin", "azure", "--network-policy", "calico"]
      let made = try Command(Product.moat, arguments: create + ["--pod-cidr", "10.99.0.0/16"] + store).run()
      try #require(made.status == 0, "\(made.errorText)")
      try with { moat, _ throws in
        let up = try moat(["up", "-f", Self.example("1-deny"), "--cluster", "prod"] + store)
        #expect(up.outputText == "lab default: 2 nodes, 5 pods, calico@3.31 in iptables-nft\n", "\(up.errorText)")
        #expect(try moat(["apply", "-f", Self.example("3-namespaces")]).status == 0)
        #expect(try moat(["status"]).outputText.contains("starwind/backend     10.99.0.3"))
        #expect(try moat(["down"]).status == 0)
        let other = ["--engine", "azure-npm", "--pod-cidr", "10.98.0.0/16", "--cluster", "prod"] + store
        let run = try moat(["run", "-f", Self.example("1-deny")] + other + ["--", Product.moat, "lab", "status"])
        #expect(run.outputText.contains("azure-npm@1.6"))
        #expect(run.outputText.contains("starwind/backend     10.98.0.3"))
      }
    }
  }

  @Test func `a lab whose starter is gone before it could listen clears its folder`() throws {
    try with { moat, folder throws in
      #expect(try moat(["up", "-f", Self.example("1-deny")]).status == 0)
      let written = try #require(try? String(contentsOfFile: folder + "/default/state", encoding: .utf8))
      let unheld = written.split(separator: "\n").filter { !$0.hasPrefix("holder ") && !$0.hasPrefix("namespace ") }
      try FileManager.default.createDirectory(atPath: folder + "/orphan", withIntermediateDirectories: false)
      try Data((unheld.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: folder + "/orphan/state"))
      var shell = Command.shell("\(Product.moat) lab hold --name orphan < /dev/null | true")
      shell.environment = ["MOAT_LAB_FOLDER": folder]
      _ = try shell.run()
      for _ in 0..<200 where FileManager.default.fileExists(atPath: folder + "/orphan") { usleep(20_000) }
      #expect(!FileManager.default.fileExists(atPath: folder + "/orphan"))
      #expect(try moat(["down"]).status == 0)
    }
  }

  @Test func `labs have names and do not see each other`() throws {
    try with { moat, _ throws in
      #expect(try moat(["up", "-f", Self.example("1-deny"), "--name", "one"]).status == 0)
      #expect(
        try moat(["up", "-f", Self.example("0-open"), "--name", "two", "--engine", "calico", "--iptables", "legacy"])
          .status == 0)
      let again = try moat(["up", "-f", Self.example("1-deny"), "--name", "one"])
      #expect(again.status == 2 && again.errorText.contains("lab \"one\" is up already"))
      let ask = ["probe", "--from", "starwind/client", "--to", "starwind/backend"]
      #expect(try moat(ask + ["--name", "one"]).outputText.contains("starwind/client  X"))
      #expect(try moat(ask + ["--name", "two"]).outputText.contains("starwind/client  ."))
      #expect(try moat(["status"]).outputText.contains("lab two: 2 nodes, 5 pods, calico@3.31 in iptables-legacy"))
      #expect(try moat(["down", "--name", "one"]).status == 0)
      #expect(try moat(["probe", "--name", "two"]).status == 0)
      #expect(try moat(["down", "--name", "two"]).status == 0)
    }
  }

  @Test func `a killed lab is cleared by gc, with the processes in its pods`() throws {
    try with { moat, folder throws in
      #expect(try moat(["up", "-f", Self.example("1-deny")]).status == 0)
      let sleeper = "exec \(Product.moat) lab exec starwind/client -- sleep 300 > /dev/null 2>&1 < /dev/null &"
      var shell = Command.shell(sleeper)
      shell.environment = ["MOAT_LAB_FOLDER": folder]
      _ = try shell.run()
      for _ in 0..<100 where Self.holders(of: folder).count < 2 { usleep(20_000) }
      let holder = try #require(Self.holders(of: folder).first)
      kill(holder, SIGKILL)
      for _ in 0..<100 where Processes.start(of: holder) != nil { usleep(20_000) }
      let probe = try moat(["probe"])
      #expect(probe.status == 3 && probe.errorText.hasPrefix("error: lab \"default\" has lost its process"))
      let status = try moat(["status"])
      #expect(status.status == 3 && status.errorText == probe.errorText)
      #expect(try moat(["gc"]).outputText == "cleared lab default\n")
      for _ in 0..<100 where !Self.holders(of: folder).isEmpty { usleep(20_000) }
      #expect(try moat(["gc"]).outputText == "nothing to clear\n")
    }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGKILL]) func `nothing is left of a run that is ended`(signal: Int32) throws {
    try with { _, folder throws in
      let line = "\(Product.moat) lab run -f \(Self.example("1-deny")) -- sh -c 'kill -\(signal) $PPID; sleep 0.2'"
      var shell = Command.shell(line)
      shell.environment = ["MOAT_LAB_FOLDER": folder]
      #expect(try shell.run().status == 128 + signal)
      for _ in 0..<200 where !Self.holders(of: folder).isEmpty { usleep(20_000) }
    }
  }

  @Test func `a run gives the command's status and knows the lab`() throws {
    try with { moat, _ throws in
      let run = ["run", "-f", Self.example("1-deny"), "--name", "short", "--"]
      #expect(try moat(run + [Product.moat, "lab", "probe"]).outputText.contains("kernel and simulation agree"))
      #expect(try moat(run + ["sh", "-c", "exit 7"]).status == 7)
    }
  }

  @Test func `what cannot be is said`() throws {
    try with { moat, _ throws in
      let cases: [([String], Int32, String)] = [
        (["up", "-f", Self.example("1-deny"), "--name", "A"], 2, "a lab cannot be called \"A\""),
        (["up", "-f", Self.example("1-deny"), "--engine", "spec"], 2, "has no program that a kernel could hold"),
        (["probe"], 2, "there is no lab"), (["down"], 2, "there is no lab"),
        (["up", "-f", "missing.yaml"], 2, "missing.yaml"), (["up"], 2, "nothing to read; name files, folders or -"),
      ]
      for (words, status, text) in cases {
        let result = try moat(words)
        #expect(result.status == status && result.errorText.contains(text), "\(words): \(result.errorText)")
      }
    }
  }

  @Test func `a machine without room for a thread is said`() throws {
    try with { _, folder throws in
      // Threads get a stack as large as the process may have, and none is as large as this.
      var shell = Command.shell("ulimit -s 200000000000 && \(Product.moat) lab up -f \(Self.example("1-deny"))")
      shell.environment = ["MOAT_LAB_FOLDER": folder]
      let result = try shell.run()
      #expect(
        result.status == 3
          && result.errorText.hasSuffix("error: cannot start a thread: Resource temporarily unavailable\n"),
        "\(result.errorText)")
    }
  }

  @Test func `a program that does not read what it is fed says why`() throws {
    var child = Child("/bin/sh", ["-c", "echo no room >&2; exit 3"])
    child.input = [UInt8](repeating: 10, count: 1 << 20)
    let ending = try child.run()
    #expect(ending.status == 3 && ending.errors == "no room\n")
  }

  @Test func `a lab needs root`() throws {
    try with { _, folder throws in
      let line = "setpriv --reuid=65534 --clear-groups \(Product.moat) lab up -f \(Self.example("1-deny")) 2>&1"
      let result = try Command.shell(line).run()
      guard result.outputText.contains("a lab needs root") else {
        // Where others may not enter the folder of the build, there is nothing to see.
        #expect(result.status == 126 || result.status == 127, "\(result.outputText)")
        return
      }
      #expect(result.status == 3)
    }
  }
}
