import Foundation
import Glibc
import Support
import Testing

@testable import History

/// What becomes of a history when the machine fails: every acknowledged revision stays, or is named as lost.
@Suite(.serialized) struct FaultTests {
  @Test func `Killed at random moments, applies are there whole or not at all`() throws {
    try Shop.with { shop in
      var generator = SeededGenerator(seed: 20_261_101)
      var acknowledged = 0
      for round in 1...200 {
        try shop.folder.write(shop.policy([round]), to: "policy.yaml")
        var command = shop.command(
          ["apply", "-f", "cluster.yaml", "-f", "policy.yaml", "-m", "\(round)", "--yes", "--no-deviations"])
        // From before the file is opened to after the revision is there; every fourth runs to its end.
        command.timeout = round % 4 == 0 ? 60 : Double.random(in: 0.005...0.16, using: &generator)
        let text = try? command.run().outputText
        if text?.contains("recorded revision") == true { acknowledged += 1 }
      }
      let result = try HistoryStore.verify(shop.store)
      #expect(result.isSound, "\(result.problems)")
      let whole = result.clusters.first?.whole ?? []
      #expect(whole == Array(1...max(1, whole.count)))
      #expect(whole.count >= acknowledged)
      #expect(acknowledged >= 50)
      let messages = try HistoryStore.open(shop.store).revisions(of: HistoryStore.open(shop.store).cluster()).map(
        \.message)
      #expect(Set(stride(from: 4, through: 200, by: 4).map { "\($0)" }).isSubset(of: messages))
    }
  }

  @Test func `Eight writers at once lose nothing`() async throws {
    try await Shop.with { shop in
      let counts = try await withThrowingTaskGroup(of: Int.self) { group in
        for writer in 0..<8 { group.addTask { try Self.applyThree(writer, shop) } }
        return try await group.reduce(0, +)
      }
      #expect(counts == 24)
      let result = try HistoryStore.verify(shop.store)
      #expect(result.isSound)
      #expect(result.clusters.first?.whole == Array(1...24))
    }
  }

  /// Three applies one after the other; says how many were acknowledged.
  private static func applyThree(_ writer: Int, _ shop: Shop) throws -> Int {
    var done = 0
    for round in 0..<3 {
      let name = "w\(writer)-\(round).yaml"
      let text = shop.policy([1000 + writer * 10 + round]).replacing("name: web", with: "name: p\(writer)")
      try shop.folder.write(text, to: name)
      let result = try shop.moat("apply", "-f", name, "-m", "\(writer) \(round)", "--yes", "--no-deviations")
      if result.outputText.contains("recorded revision") {
        done += 1
      } else {
        Issue.record("\(result.errorText)")
      }
    }
    return done
  }

  @Test func `A full disk stops an apply, and what was there stays`() throws {
    try Self.withSmallDisk { shop, _, store in
      var stopped: Command.Result?
      for round in 1...400 where stopped == nil {
        let pods = (0..<200).map { Self.pod("p\(round)-\($0)", "10.\(round % 200).\($0 / 100).\($0 % 100)") }
        try shop.folder.write(pods.joined(separator: "\n---\n"), to: "more.yaml")
        let result = try shop.moat("apply", "-f", "more.yaml", "-m", "more", "--yes", "--no-deviations", store: store)
        if result.status != 0 { stopped = result }
      }
      #expect(stopped?.status == 3)
      #expect(stopped?.errorText.contains("nothing was recorded") == true, "\(stopped?.errorText ?? "")")
      let result = try HistoryStore.verify(store)
      #expect(result.isSound, "\(result.problems)")
      #expect((result.clusters.first?.whole.count ?? 0) >= 1)
    }
  }

  @Test func `A file that may only be read answers, and refuses to record`() throws {
    try Self.withSmallDisk { shop, disk, store in
      #expect(disk.makeReadOnly())
      let log = try shop.moat("log", store: store)
      #expect(log.status == 0, "\(log.errorText)")
      #expect(log.outputText.contains("azure-npm@1.6"))
      try shop.folder.write(shop.policy([81]), to: "policy.yaml")
      let apply = try shop.moat("apply", "-f", "policy.yaml", "-m", "no", "--yes", "--no-deviations", store: store)
      #expect(apply.status == 3)
      #expect(apply.errorText.contains("may only be read; nothing was recorded"), "\(apply.errorText)")
      #expect(try shop.moat("history", "verify", store: store).status == 0)
    }
  }

  @Test func `A file of somebody else's answers, whether its folder may be written or not`() throws {
    try Shop.with { shop in
      try shop.apply([80])
      let folder = shop.folder.path(of: "history")
      chmod(shop.folder.path, 0o755)
      chmod(shop.store, 0o444)
      for mode: mode_t in [0o555, 0o777] {
        chmod(folder, mode)
        let ask = { (arguments: [String]) in try Self.asNobody(shop.command(arguments)).run() }
        for arguments in [["log"], ["cluster", "list"], ["history", "verify"], ["history", "export"]] {
          let result = try ask(arguments)
          #expect(result.status == 0, "\(arguments) \(result.errorText)")
        }
        let use = try ask(["cluster", "use", "prod"])
        #expect(use.status == 3)
        #expect(use.errorText.contains("may only be read; nothing was recorded"), "\(use.errorText)")
      }
      chmod(folder, 0o755)
    }
  }

  /// The command as a user who owns nothing, where we are the superuser, whom no mode stops.
  private static func asNobody(_ command: Command) -> Command {
    guard getuid() == 0 else { return command }
    var other = command
    other.arguments = ["--reuid", "65534", "--regid", "65534", "--clear-groups", command.program] + command.arguments
    other.program = "setpriv"
    return other
  }

  /// Runs `body` with a shop of one revision, a small disk, and a copy of the history on it.
  private static func withSmallDisk(_ body: (Shop, SmallDisk, String) throws -> Void) throws {
    try SmallDisk.with { disk in
      try Shop.with { shop in
        try shop.apply([80])
        let store = disk.path + "/moat.sqlite"
        try FileManager.default.copyItem(atPath: shop.store, toPath: store)
        try body(shop, disk, store)
      }
    }
  }

  private static func pod(_ name: String, _ address: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: \(name), namespace: shop, labels: {app: web}}
    spec: {nodeName: a, containers: [{name: c, image: i}]}
    status: {phase: Running, podIP: \(address)}
    """
  }
}

/// A file system of 1 MiB.
struct SmallDisk {
  let path: String

  /// Runs `body` with a new one; not where mounting is not allowed, which is then said.
  static func with(_ body: (SmallDisk) throws -> Void) throws {
    try TemporaryFolder.with { folder in
      guard mount("tmpfs", folder.path, "tmpfs", 0, "size=1m") == 0 else {
        try Test.cancel("this machine does not let us mount a small disk")
      }
      defer { umount(folder.path) }
      try body(SmallDisk(path: folder.path))
    }
  }

  func makeReadOnly() -> Bool { mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 }
}
