import Backend
import Manifests
import PolicyModel
import Semantics
import Support
import Testing
import Traffic

/// Peers' test suites with their own truth tables, independent of any engine.
@Suite struct TruthTests {
  @Test(arguments: ["truth/cyclonus", "truth/e2e"])
  func `the specification's verdict is that of every truth table`(_ file: String) throws {
    let tables = try Vectors.lines(file)
    let inputs = try InputCase.all(file)
    #expect(tables.count == inputs.count)
    var cells = 0
    for (table, input) in zip(tables, inputs) {
      let manifests = ManifestReader.load(text: input.list, name: "case.json")
      try #require(!manifests.hasErrors, "\(input.name): \(manifests.diagnostics)")
      let cluster = manifests.cluster
      let specification = Specification(cluster)
      let addresses = Dictionary(
        uniqueKeysWithValues: cluster.pods.compactMap { pod in pod.addresses.first.map { (cluster.text(pod.id), $0) } })
      let pods = try table["pods"].strings.map { try #require(addresses[$0], "\(input.name): \($0)") }
      for (label, rows) in table["tables"].fields {
        let port = try #require(Self.port(label))
        for (row, source) in zip(rows.strings, pods) {
          let verdicts = pods.map { specification.decide(Packet(from: source, to: $0, port.0, port: port.1)).verdict }
          let got = zip(row, verdicts).map { $0 == "-" ? "-" : $1 == .allowed ? "." : "X" }.joined()
          #expect(got == row, "\(input.name) \(label) from \(source)")
          cells += row.count { $0 != "-" }
        }
      }
    }
    #expect(cells >= 500)
  }

  /// `80/TCP`.
  private static func port(_ label: String) -> (IPProtocol, UInt16)? {
    let parts = label.split(separator: "/")
    guard parts.count == 2, let number = UInt16(parts[0]), let ipProtocol = IPProtocol(parts[1]) else { return nil }
    return (ipProtocol, number)
  }
}
