import AzureNPM
import EngineSupport
import Semantics
import Support
import Testing

/// What a Linux kernel did with the engine's own programs, and peers' truth tables, against what ours let begin.
@Suite struct KernelTruthTests {
  private static let kernel = Vectors.names(in: "kernel")

  @Test(arguments: kernel, AzureNPM.Version.allCases)
  func `every cell is what the kernel did`(_ file: String, _ version: AzureNPM.Version) throws {
    let score = try Truth(AzureNPM(version)).compare(with: file)
    #expect(score.wrong == [])
    #expect(score.cells > 0 || version == .v1_5)
  }

  @Test(arguments: ["truth/cyclonus", "truth/e2e"])
  func `peers' truth tables hold`(_ file: String) throws {
    #expect(try Truth(AzureNPM()).compare(with: file).wrong == [])
  }

  @Test func `the engine departs from the specification in the listed cases only`() throws {
    let lines = try Truth(AzureNPM()).deviations(judge: SpecificationBackend())
    Golden.expect(lines.map { $0 + "\n" }.joined(), matches: "AzureNPM/deviations.txt")
    #expect(lines.filter { $0.contains("?") } == [])
  }
}
