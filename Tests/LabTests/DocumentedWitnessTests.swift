import Backend
import Foundation
import Lab
import Manifests
import PolicyModel
import Support
import Testing
import Traffic

/// The witness packets of `Docs/Differences.md`: what the page says of each is what the kernel does.
@Suite(.serialized) struct DocumentedWitnessTests {
  @Test(arguments: FilterKind.allCases)
  func `documented witnesses are right in the kernel`(_ kind: FilterKind) throws {
    let witnesses = try DocumentedWitness.all()
    var sent: Set<String> = []
    let failures = try Laboratory.with(kind) { lab in
      var failures: [String] = []
      for witness in witnesses {
        let cluster = ManifestReader.load(paths: witness.paths.map { RepositoryRoot.path(of: $0) }).cluster
        let others = witnesses.filter { $0.id == witness.id }.map(\.engine)
        for backend in Proof.engines where witness.isOf(backend.descriptor, besides: others) {
          let program = try #require(try backend.translate(cluster) as? any KernelProgram)
          let matrix = try witness.matrix(in: cluster)
          let said = try matrix.simulate(program, in: LabPlan(cluster, program))[0][0][0]
          let words = "\(witness.id) under \(backend.descriptor.name)"
          if said != witness.isAllowed { failures.append("\(words): the page says \(witness.isAllowed)") }
          failures += try lab.differences(matrix, program, cluster).map { "\(words): \($0)" }
          sent.insert(witness.id)
        }
      }
      return failures
    }
    #expect(failures == [])
    // What has no example cannot come from an API server, as its section says.
    #expect(try DocumentedWitness.sections().subtracting(sent) == ["CALICO-EMPTY-PEER", "CALICO-RULE-DROPPED"])
  }
}

/// One `moat check` of the page, with its answer.
private struct DocumentedWitness {
  /// The section that it is in.
  var id: String
  private var options: [String: String] = [:]
  var paths: [String] = []
  var isAllowed: Bool

  /// The checks of all sections under an engine.
  static func all() throws -> [DocumentedWitness] {
    let lines = try page()
    var (witnesses, id): ([DocumentedWitness], String) = ([], "")
    for (line, answer) in zip(lines, lines.dropFirst()) {
      if line.hasPrefix("### ") { id = String(line.dropFirst(4)) }
      guard line.hasPrefix("$ moat check ") else { continue }
      let witness = DocumentedWitness(id: id, words: line.split(separator: " "), isAllowed: answer.hasPrefix("allowed"))
      if witness.engine != "spec" { witnesses.append(witness) }
    }
    return witnesses
  }

  /// The ids that have a section.
  static func sections() throws -> Set<String> {
    Set(try page().filter { $0.hasPrefix("### ") }.map { String($0.dropFirst(4)) })
  }

  private static func page() throws -> [String] {
    let path = RepositoryRoot.path(of: "Docs/Differences.md")
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private init(id: String, words: [Substring], isAllowed: Bool) {
    (self.id, self.isAllowed) = (id, isAllowed)
    for (option, value) in zip(words, words.dropFirst()) where option.hasPrefix("-") {
      if option == "-f" { paths.append(String(value)) } else { options[String(option)] = String(value) }
    }
  }

  /// The engine as the check names it.
  var engine: String { options["--engine"] ?? "azure-npm" }

  /// Whether it is asked of a version of an engine: of one that it names, or of all that the `others` do not name.
  func isOf(_ version: BackendDescriptor, besides others: [String]) -> Bool {
    engine == version.name || (engine == version.id && !others.contains(version.name))
  }

  /// The one packet.
  func matrix(in cluster: Cluster) throws -> ProbeMatrix {
    let port = (options["--port"] ?? "").split(separator: "/")
    let number = try #require(port.first.flatMap { UInt16($0) })
    return ProbeMatrix(
      sources: [try party("--from", in: cluster)], targets: [try party("--to", in: cluster)],
      questions: [ProbeMatrix.Question(port.last == "UDP" ? .udp : .tcp, number)])
  }

  private func party(_ option: String, in cluster: Cluster) throws -> ProbeMatrix.Party {
    let name = try #require(options[option])
    if let address = IPAddress(name) { return ProbeMatrix.Party(name, address) }
    let nodes = cluster.nodes.first { "node/\(cluster.text($0.name))" == name }?.addresses
    let pod = cluster.pods.first { cluster.text($0.id) == name }
    return ProbeMatrix.Party(name, try #require(nodes?.first ?? pod?.ipv4.map { .v4($0) }))
  }
}
