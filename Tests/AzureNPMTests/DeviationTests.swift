import Backend
import Support
import Testing

@testable import AzureNPM

/// The deviations that the engine is known by, and the document that shows them.
@Suite struct DeviationTests {
  @Test(arguments: Deviations.all.map(\.id)) func `every deviation has its section with an example`(_ id: String) throws
  {
    #expect(try RepositoryRoot.text(of: "Docs/Differences.md").contains("\n### \(id)\n"))
    #expect(try !RepositoryRoot.text(of: "Docs/Examples/differences/\(id)/policy.yaml").isEmpty)
  }
}
