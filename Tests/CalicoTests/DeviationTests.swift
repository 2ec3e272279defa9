import Backend
import Support
import Testing

@testable import Calico

/// The deviations that the engine is known by, and the document that shows them.
@Suite struct DeviationTests {
  @Test(arguments: Deviations.all.map(\.id)) func `every deviation has its section`(_ id: String) throws {
    #expect(try RepositoryRoot.text(of: "Docs/Differences.md").contains("\n### \(id)\n"))
  }
}
