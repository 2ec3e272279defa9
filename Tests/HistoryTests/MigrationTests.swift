import Foundation
import Support
import Testing

@testable import History

/// Files that were made by each older version of the schema, kept as they were.
struct MigrationTests {
  @Test(arguments: [1, 2]) func `A file of an older schema is brought up to date with all that it has`(version: Int)
    throws
  {
    try TemporaryFolder.with { folder throws in
      let path = try Self.file(version, in: folder)
      let store = try HistoryStore.open(path)
      let cluster = try store.cluster()
      #expect(cluster.name == "prod")
      let revisions = try store.revisions(of: cluster)
      #expect(revisions.map(\.message) == ["step 0-open", "step 1-deny", "step 2-labels"])
      #expect(try store.objects(of: cluster, at: 3).count == 10)
      #expect(try store.connections(of: cluster, at: 2).isEmpty == (version < 2))
      #expect(try store.refusals(of: cluster, at: 3).isEmpty)
      store.close()
      let result = try HistoryStore.verify(path)
      #expect(result.isSound, "\(result.problems)")
      #expect(result.clusters.first?.whole == [1, 2, 3])
    }
  }

  @Test(arguments: [1, 2]) func `An older file goes on being written`(version: Int) throws {
    try Shop.with { shop throws in
      let path = try Self.file(version, in: shop.folder)
      let result = try shop.moat("apply", "-f", "cluster.yaml", "-m", "on", "--yes", store: path)
      #expect(result.status == 0, "\(result.errorText)")
      #expect(try shop.moat("log", store: path).outputText.split(separator: "\n").count == 4)
      #expect(try shop.moat("history", "verify", store: path).status == 0)
    }
  }

  @Test func `Verification of an older file says its number`() throws {
    try TemporaryFolder.with { folder throws in
      let path = try Self.file(1, in: folder)
      let error = #expect(throws: HistoryError.self) { try HistoryStore.verify(path) }
      #expect(error?.message.contains("has schema 1") == true)
    }
  }

  private static func file(_ version: Int, in folder: TemporaryFolder) throws -> String {
    let path = folder.path(of: "old.sqlite")
    let vector = RepositoryRoot.path(of: "Tests/Vectors/history/schema-\(version).sqlite.gz")
    let text = try Command("gzip", "-dc", vector).run()
    try text.output.write(to: URL(filePath: path))
    return path
  }
}
