import Calico
import EngineSupport
import Semantics
import Support
import Testing

/// What a Linux kernel did with the engine's own programs, and peers' truth tables, against what ours let begin.
@Suite struct KernelTruthTests {
  @Test(arguments: Vectors.names(in: "kernel"), Calico.Version.allCases)
  func `every cell is what the kernel did`(_ file: String, _ version: Calico.Version) throws {
    let score = try Truth(Calico(version)).compare(with: file)
    #expect(score.wrong == [])
    #expect(score.cells > 0 || version == .v3_32)
  }

  @Test(arguments: ["truth/cyclonus", "truth/e2e"])
  func `peers' truth tables hold`(_ file: String) throws {
    #expect(try Truth(Calico()).compare(with: file).wrong == [])
  }

  @Test func `the engine departs from the specification in the listed cases only`() throws {
    let lines = try Truth(Calico()).deviations(judge: SpecificationBackend(), except: ["CALICO-ENCAPSULATION"])
    Golden.expect(lines.map { $0 + "\n" }.joined(), matches: "Calico/deviations.txt")
    #expect(lines.filter { $0.contains("?") } == [])
  }
}
