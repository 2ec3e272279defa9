import Diagnostics
import Manifests
import PolicyModel
import Support
import Testing

struct VectorTests {
  /// What the published inputs hold that the API server would refuse; engines were fed it all the same.
  private static let faults = [
    "corpus-azure-aks-docs": ["spec.egress[0].to[0].ipBlock.cidr"],
    "corpus-azure-container-networking": ["metadata.name", "metadata.name"],
  ]

  @Test(arguments: Vectors.names(in: "inputs") + Vectors.names(in: "truth"))
  func `Every vector's input loads without an error that isn't known`(file: String) throws {
    for input in try InputCase.all(file) {
      let manifests = ManifestReader.load(text: input.list, name: input.name)
      let problems = manifests.diagnostics.filter { $0.severity > .note }
      let paths = problems.map { String($0.message.prefix { $0 != " " }) }
      #expect(paths == Self.faults[input.name] ?? [], "\(manifests.problems)")
      #expect(!manifests.cluster.pods.isEmpty, "\(input.name)")
      #expect(manifests.skipped.isEmpty, "\(input.name)")
    }
  }

  @Test func `A vector's input read twice gives the same cluster`() throws {
    for input in try InputCase.all("inputs/edge-a").prefix(20) {
      let first = ManifestReader.load(text: input.list, name: input.name)
      let second = ManifestReader.load(text: input.list, name: input.name)
      #expect(ClusterText(first.cluster) == ClusterText(second.cluster))
    }
  }
}
