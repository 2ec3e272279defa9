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
    let shop = try Self.kept()
    defer { try? FileManager.default.removeItem(atPath: shop.folder.path) }
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for writer in 0..<8 {
        group.addTask {
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
      }
      return try await group.reduce(0, +)
    }
    #expect(counts == 24)
    let result = try HistoryStore.verify(shop.store)
    #expect(result.isSound)
    #expect(result.clusters.first?.whole == Array(1...24))
  }

  private static func kept() throws -> Shop {
    var kept: Shop?
    try Shop.with { shop in
      let path = shop.folder.path + "-kept"
      try FileManager.default.copyItem(atPath: shop.folder.path, toPath: path)
      kept = Shop(folder: TemporaryFolder(at: path))
    }
    return try #require(kept)
  }

  @Test func `A full disk stops an apply, and what was there stays`() throws {
    guard let disk = SmallDisk() else { return }
    defer { disk.remove() }
    try Shop.with { shop in
      try shop.apply([80])
      let store = disk.path + "/moat.sqlite"
      try FileManager.default.copyItem(atPath: shop.store, toPath: store)
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
    guard let disk = SmallDisk() else { return }
    defer { disk.remove() }
    try Shop.with { shop in
      try shop.apply([80])
      let store = disk.path + "/moat.sqlite"
      try FileManager.default.copyItem(atPath: shop.store, toPath: store)
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

/// A file system of 1 MiB; `nil` where mounting is not allowed, which the tests then say.
struct SmallDisk {
  let path: String

  init?() {
    var template = Array((FileManager.default.temporaryDirectory.path + "/moat-disk-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    guard mount("tmpfs", path, "tmpfs", 0, "size=1m") == 0 else {
      print("skipped: this machine does not let us mount a small disk")
      rmdir(path)
      return nil
    }
  }

  func makeReadOnly() -> Bool { mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 }

  func remove() {
    umount(path)
    rmdir(path)
  }
}
