import Diagnostics
import Foundation
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
    for line in try Vectors.data(file) {
      let input = try #require(VectorInput(Array(line)))
      let manifests = input.load()
      let problems = manifests.diagnostics.filter { $0.severity > .note }
      let paths = problems.map { String($0.message.prefix { $0 != " " }) }
      #expect(paths == Self.faults[input.name] ?? [], "\(manifests.problems)")
      #expect(!manifests.cluster.pods.isEmpty, "\(input.name)")
      #expect(manifests.skipped.isEmpty, "\(input.name)")
    }
  }

  @Test func `A vector's input read twice gives the same cluster`() throws {
    for line in try Vectors.data("inputs/edge-a").prefix(20) {
      let input = try #require(VectorInput(Array(line)))
      #expect(ClusterText(input.load().cluster) == ClusterText(input.load().cluster))
    }
  }
}

/// A line of the inputs, cut without decoding its JSON, which would take ten times as long as the test.
private struct VectorInput {
  let name: String
  let list: ArraySlice<UInt8>

  init?(_ line: [UInt8]) {
    let (head, field) = (Array(#"{"case":""#.utf8), Array(#""list":"#.utf8))
    guard line.starts(with: head), let end = line.dropLast().last, end == UInt8(ascii: "}"),
      let start = line.indices.first(where: { line[$0] == field[0] && line[$0...].starts(with: field) })
    else { return nil }
    name = String(decoding: line.dropFirst(head.count).prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
    list = line[(start + field.count)...].dropLast()
  }

  func load() -> LoadedManifests { ManifestReader.load(text: Array(list), name: name) }
}
