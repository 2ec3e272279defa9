import Foundation
import Support
import Testing

@testable import History

struct CommandTests {
  @Test(arguments: [
    (["--network-plugin", "kubenet", "--network-policy", "azure"], "Azure NPM needs the azure plugin"),
    (["--network-plugin", "none", "--network-policy", "calico"], "Calico on AKS needs azure or kubenet"),
    (["--network-plugin", "none", "--network-policy", "azure"], "Azure NPM needs the azure plugin"),
    (["--network-plugin", "azure", "--network-policy", "cilium"], "this program does not mirror Cilium"),
    (["--network-plugin", "azure", "--engine-version", "1.6"], "nothing enforces policies"),
    (
      ["--network-plugin", "azure", "--network-policy", "azure", "--engine-version", "9"],
      "unknown engine \"azure-npm@9\""
    ),
    (["--network-plugin", "azure", "--network-policy", "azure", "--pod-cidr", "fd00::/64"], "filters IPv4 only"),
    (["--network-plugin", "azure", "--pod-cidr", "10.0.0.0"], "is not a block of addresses"),
  ])
  func `What AKS refuses is refused with the reason`(_ options: [String], _ reason: String) throws {
    try Shop.with { shop throws in
      let result = try shop.command(["cluster", "create", "other"] + options).run()
      #expect(result.status == 2)
      #expect(result.errorText.contains(reason), "\(result.errorText)")
      #expect(try !shop.moat("cluster", "list").outputText.contains("other"))
    }
  }

  @Test(arguments: [
    (["--network-plugin", "azure", "--network-policy", "azure"], "--network-plugin azure --network-policy azure"),
    (
      ["--network-plugin", "kubenet", "--network-policy", "calico"], "--network-plugin kubenet --network-policy calico"
    ),
    (["--network-plugin", "azure"], "--network-plugin azure --network-policy none"),
    (
      ["--network-plugin", "azure", "--network-policy", "calico", "--pod-cidr", "10.9.0.0/16"],
      "--network-plugin azure --network-plugin-mode overlay --network-policy calico --pod-cidr 10.9.0.0/16"
    ),
  ])
  func `The az command line makes such a cluster`(_ options: [String], _ line: String) throws {
    try Shop.with { shop throws in
      #expect(try shop.command(["cluster", "create", "x"] + options).run().status == 0)
      let text = try shop.moat("cluster", "show", "x", "--az").outputText
      #expect(text == "az aks create --resource-group RESOURCE_GROUP --name x \(line)\n")
    }
  }

  @Test func `A plan says by its status whether something changes`() throws {
    try Shop.with { shop throws in
      try shop.apply([80])
      let same = try shop.moat("plan", "-f", "cluster.yaml", "-f", "policy.yaml")
      #expect(same.status == 0)
      #expect(same.outputText.contains("nothing changes"))
      try shop.folder.write(shop.policy([81]), to: "policy.yaml")
      let plan = try shop.moat("plan", "-f", "policy.yaml", "--format", "json")
      #expect(plan.status == 1)
      let json = try JSON(plan.outputText)
      #expect(json["schema"].string == "moat.plan/1")
      #expect(json["objects"][0]["fields"][0].string == "spec.ingress[0]")
      #expect(json["connections"].elements.map { $0["change"].string } == ["opens", "closes"])
      #expect(json["connections"][0]["cause"].string == "shop/web spec.ingress[0] (policy.yaml:7:7)")
      #expect(json["kept"].integer == 3)
      #expect(try shop.moat("plan", "-f", "gone.yaml").status == 2)
      let markdown = try shop.moat("plan", "-f", "policy.yaml", "--format", "markdown").outputText
      #expect(markdown.contains("| changed | `NetworkPolicy shop/web` | `spec.ingress[0]` |"))
    }
  }

  @Test func `Only what was applied from the same place before is pruned`() throws {
    try Shop.with { shop throws in
      try shop.apply([80])
      try shop.folder.write(shop.policy([80]), to: "policies/web.yaml")
      try shop.folder.write(shop.policy([90]).replacing("name: web", with: "name: more"), to: "policies/more.yaml")
      #expect(try shop.moat("apply", "-f", "policies", "-m", "folder", "--yes").status == 0)
      try FileManager.default.removeItem(atPath: shop.folder.path(of: "policies/more.yaml"))
      let plan = try shop.moat("plan", "-f", "policies")
      #expect(plan.outputText.contains("- NetworkPolicy shop/more"))
      #expect(!plan.outputText.contains("- Pod"))
      let kept = try shop.moat("plan", "-f", "policies", "--prune=false")
      #expect(kept.status == 0, "\(kept.outputText)")
      // The policy was applied from the folder last, so that its first file has no claim on it.
      try shop.folder.write("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}", to: "policy.yaml")
      #expect(try !shop.moat("plan", "-f", "policy.yaml").outputText.contains("NetworkPolicy shop/web"))
    }
  }

  @Test func `Revisions are named by number, digest, time and distance`() throws {
    try Shop.with { shop throws in
      for (number, day) in ["2026-10-01", "2026-10-05", "2026-11-01"].enumerated() {
        try shop.folder.write(shop.policy([80 + number]), to: "policy.yaml")
        let result = try shop.moat(
          "apply", "-f", "cluster.yaml", "-f", "policy.yaml", "-m", "of \(day)", "--time", day, "--yes")
        #expect(result.status == 0, "\(result.errorText)")
      }
      let log = try JSON(try shop.moat("log", "--format", "json").outputText)
      let digest = try #require(log["revisions"][1]["digest"].string)
      for name in ["2", String(digest.prefix(8)), "@{2026-10-05}", "@{2026-10-31 12:00}", "~1", "3~1"] {
        #expect(try shop.moat("show", name).outputText.hasPrefix("revision 2 of cluster prod\n"), "\(name)")
      }
      for name in ["9", "@{2026-09-01}", "~7", "zz", "@{never}", "abcdef99"] {
        #expect(try shop.moat("show", name).status == 2, "\(name)")
      }
      let back = try shop.moat("apply", "-f", "cluster.yaml", "-m", "x", "--time", "2026-10-07", "--yes")
      #expect(back.status == 2 || back.outputText.contains("nothing changes"))
    }
  }

  @Test func `The past answers as it was, and a rollback brings its reachability back`() throws {
    try Shop.with { shop throws in
      try shop.apply([80])
      try shop.apply([443])
      let ask = ["check", "--from", "shop/db", "--to", "shop/web", "--port", "80"]
      #expect(try shop.command(["at", "1"] + ask).run().status == 0)
      #expect(try shop.command(["at", "2"] + ask).run().status == 1)
      #expect(try shop.command(ask).run().status == 1)
      #expect(try shop.moat("at", "1", "matrix", "--port", "80").status == 0)
      #expect(try shop.moat("diff", "1", "2").status == 1)
      #expect(try shop.moat("diff", "1", "1").status == 0)
      #expect(try shop.moat("rollback", "1", "--yes").status == 0)
      #expect(try shop.command(ask).run().status == 0)
      let log = try JSON(try shop.moat("log", "--format", "json").outputText)["revisions"]
      #expect(log[0]["reachability"].string == log[2]["reachability"].string)
      #expect(log[0]["reachability"].string != log[1]["reachability"].string)
      let when = try JSON(
        try shop.moat("when", "--from", "shop/db", "--to", "shop/web", "--port", "80", "--format", "json").outputText)
      #expect(when["events"].elements.map { $0["revision"].integer } == [1, 2, 3])
      #expect(when["events"].elements.map { $0["change"].string } == ["opened", "closed", "opened"])
    }
  }

  @Test func `A migration stops where engines differ, and is a revision where that is accepted`() throws {
    try Shop.with { shop throws in
      try shop.apply([80])
      let stopped = try shop.moat("cluster", "update", "prod", "--network-policy", "calico", "--yes")
      #expect(stopped.status == 1)
      #expect(stopped.errorText.contains("the engines differ; nothing was recorded"))
      #expect(try shop.moat("check", "--from", "shop/db", "--to", "shop/web").outputText.contains("azure-npm@1.6"))
      let done = try shop.moat(
        "cluster", "update", "prod", "--network-policy", "calico", "--accept-differences", "--yes")
      #expect(done.status == 0)
      #expect(done.outputText.contains("--network-policy none\n"))
      #expect(try shop.moat("check", "--from", "shop/db", "--to", "shop/web").outputText.contains("calico@3.31"))
      let past = try shop.moat("at", "1", "check", "--from", "shop/db", "--to", "shop/web").outputText
      #expect(past.contains("azure-npm@1.6"))
      let other = try shop.moat("check", "--from", "shop/db", "--to", "shop/web", "--engine", "spec").outputText
      #expect(other.contains("spec@v1"))
      #expect(
        try shop.moat("cluster", "update", "prod", "--network-policy", "none", "--accept-differences", "--yes").status
          == 0)
      #expect(try shop.moat("check", "--from", "shop/db", "--to", "shop/web", "--port", "99").status == 0)
    }
  }

  @Test func `A policy that the engine refuses stops an apply unless that is allowed`() throws {
    try Shop.with { shop throws in
      let six = shop.policy([80]).replacing(
        "- ports: [{port: 80}]", with: "- from: [{ipBlock: {cidr: \"2001:db8::/64\"}}]")
      try shop.folder.write(six, to: "policy.yaml")
      let stopped = try shop.moat("apply", "-f", "cluster.yaml", "-f", "policy.yaml", "-m", "six", "--yes")
      #expect(stopped.status == 1)
      #expect(stopped.errorText.contains("nothing was recorded"))
      let done = try shop.moat(
        "apply", "-f", "cluster.yaml", "-f", "policy.yaml", "-m", "six", "--yes", "--allow-refused", "--output", "out")
      #expect(done.status == 0)
      #expect(try FileManager.default.contentsOfDirectory(atPath: shop.folder.path(of: "out")).count >= 2)
      #expect(try shop.moat("show", "1").outputText.contains("2001:db8::/64"))
      #expect(try shop.moat("apply", "-f", "policy.yaml", "-m", "x").status == 0)
    }
  }

  @Test func `Without a terminal nothing is recorded or deleted unasked`() throws {
    try Shop.with { shop throws in
      #expect(try shop.moat("apply", "-f", "cluster.yaml", "-m", "x").status == 2)
      #expect(try shop.moat("cluster", "delete", "prod").status == 2)
      #expect(try shop.moat("cluster", "delete", "prod", "--yes").status == 0)
      #expect(try shop.moat("history", "compact").status == 0)
      #expect(try shop.moat("log").status == 2)
    }
  }

  @Test func `File and folder are for their owner alone`() throws {
    try Shop.with { shop throws in
      let mode = { try FileManager.default.attributesOfItem(atPath: $0)[.posixPermissions] as? Int }
      #expect(try mode(shop.store) == 0o600)
      #expect(try mode(shop.folder.path(of: "history")) == 0o700)
    }
  }

  @Test func `The file is the one named, of the environment, of a folder above, or of the user's state`() {
    let find = { (option: String?, variables: [String: String]) in
      HistoryPlace.find(option: option, environment: { variables[$0] }, folder: "/nowhere/at/all")
    }
    #expect(find("a.sqlite", ["MOAT_STORE": "b"]) == "a.sqlite")
    #expect(find(nil, ["MOAT_STORE": "b", "XDG_STATE_HOME": "/c"]) == "b")
    #expect(find(nil, ["XDG_STATE_HOME": "/c", "HOME": "/d"]) == "/c/moat/history.sqlite")
    #expect(find(nil, ["XDG_STATE_HOME": "c", "HOME": "/d"]) == "/d/.local/state/moat/history.sqlite")
  }

  @Test(arguments: [
    ("2026-11-01", 1_793_491_200), ("2026-11-01T12:30", 1_793_536_200), ("1970-01-01", 0), ("2000-02-29", 951_782_400),
    ("2024-12-31 23:59:59", 1_735_689_599),
  ])
  func `Times are read and written`(text: String, seconds: Int) throws {
    let time = try #require(Instant(text))
    #expect(time.seconds == seconds)
    #expect(time.description.hasPrefix(text.replacing("T", with: " ")))
  }

  @Test(arguments: ["2026-02-30", "2026-13-01", "2026", "x", "2026-01-01T25:00", ""])
  func `What is no time is not read`(text: String) { #expect(Instant(text) == nil) }
}
