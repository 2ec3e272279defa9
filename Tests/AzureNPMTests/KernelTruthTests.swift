import AzureNPM
import Backend
import Manifests
import PolicyModel
import Support
import Testing
import Traffic

/// What a Linux kernel did with the engine's own programs, against what the simulation does with ours.
@Suite struct KernelTruthTests {
  @Test(arguments: ["kernel/random-d", "kernel/published", "kernel/nodes/edge-a"])
  func `the simulated program does what the kernel did`(_ file: String) throws {
    let name = String(file.split(separator: "/").last ?? "")
    let inputs = Dictionary(
      uniqueKeysWithValues: try InputCase.all("inputs/\(name)").map { ($0.name, $0.list) })
    var cells = 0
    for line in try Vectors.lines(file) where line["engine"].string == "azure-npm@1.6" {
      let label = line["case"].string ?? ""
      let cluster = ManifestReader.load(text: try #require(inputs[label]), name: "case.json").cluster
      let program = try AzureNPM().translate(cluster)
      let ends = Ends(cluster)
      let targets = line["destinations"].strings.map { ends.address($0) }
      for (port, rows) in line["tables"].fields {
        for (row, source) in zip(rows.strings, line["sources"].strings.map { ends.address($0) }) {
          let got = try Self.row(from: source, to: targets, port, in: program, like: row)
          #expect(got == row, "\(label) \(port) from \(source)")
          cells += row.count { $0 != "-" }
        }
      }
    }
    #expect(cells > 0)
  }

  private static func row(
    from source: IPAddress, to targets: [IPAddress], _ port: String, in program: any DataplaneProgram, like row: String
  ) throws -> String {
    let parts = port.split(separator: "/")
    let ipProtocol = try #require(IPProtocol(parts.last ?? ""))
    let number = parts.count == 2 ? try #require(UInt16(parts[0])) : 8 << 8
    return try String(
      zip(row, targets).map { cell, target in
        if cell == "-" { return "-" }
        let packet = Packet(from: source, to: target, ipProtocol, port: number)
        return try program.decide(packet).verdict == .allowed ? "." : "X"
      })
  }
}

/// The names of the tables, as addresses.
struct Ends {
  private var addresses: [String: IPAddress] = [:]

  init(_ cluster: Cluster) {
    for node in cluster.nodes { addresses["node/\(cluster.text(node.name))"] = node.addresses.first }
    for pod in cluster.pods { addresses[cluster.text(pod.id)] = pod.ipv4.map { .v4($0) } }
  }

  /// The address of a pod, a node, or one that is outside.
  func address(_ name: String) -> IPAddress { addresses[name] ?? IPAddress(name) ?? .v4(IPv4Address(rawValue: 0)) }
}
