import Backend
import Foundation
import Glibc
import Manifests
import PolicyModel
import Simulation
import Support
import Testing
import Text
import Traffic

@testable import Calico

/// What a Linux kernel did with the engine's own programs, and what it says to ours.
@Suite struct KernelTests {
  @Test(arguments: ["published", "nodes/edge-a"])
  func `single packets fare as in the kernel`(_ file: String) throws {
    let name = String(file.split(separator: "/").last ?? "")
    let inputs = Dictionary(uniqueKeysWithValues: try InputCase.all("inputs/\(name)").map { ($0.name, $0.list) })
    var cells = 0
    for truth in try Vectors.lines("kernel/\(file)", as: KernelTruth.self) where truth.engine == "calico@3.31" {
      let cluster = ManifestReader.load(text: try #require(inputs[truth.name]), name: "case.json").cluster
      let program = try Calico().translate(cluster)
      let address = Self.addresses(of: cluster)
      for (port, rows) in truth.tables {
        for (row, source) in zip(rows, truth.sources) {
          let got = try Self.row(
            from: address(source), to: truth.destinations.map(address), port, in: program, like: row)
          #expect(got == row, "\(truth.name) \(port) from \(source)")
          cells += row.count { $0 != "-" }
        }
      }
    }
    #expect(cells > 0)
  }

  @Test(.enabled(if: Namespace.obstacle == nil, "\(Namespace.obstacle ?? "")"), arguments: Calico.Version.allCases)
  func `the kernel takes the texts of both families`(_ version: Calico.Version) throws {
    for input in try InputCase.all("inputs/edge-a").prefix(12) {
      let cluster = ManifestReader.load(text: input.list, name: "case.json").cluster
      let program = try Calico(version).configured([EngineOption("ipv6Support", "true")]).translate(cluster)
      for group in program.groups {
        let texts = program.artifacts(for: group.nodes[0], as: .restore)
        try Namespace.with { space in
          for text in texts { try space.run(Self.tools[text.name] ?? [], text.content.text) }
        }
      }
    }
  }

  /// What loads each text.
  private static let tools = [
    "ipset.restore": ["ipset", "restore"], "ipset6.restore": ["ipset", "restore"],
    "iptables.restore": ["iptables-nft-restore", "--noflush"],
    "ip6tables.restore": ["ip6tables-nft-restore", "--noflush"],
  ]

  private static func addresses(of cluster: Cluster) -> (String) -> IPAddress {
    var addresses: [String: IPAddress] = [:]
    for node in cluster.nodes { addresses["node/\(cluster.text(node.name))"] = node.addresses.first }
    for pod in cluster.pods { addresses[cluster.text(pod.id)] = pod.ipv4.map { .v4($0) } }
    return { addresses[$0] ?? IPAddress($0) ?? .v4(IPv4Address(rawValue: 0)) }
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

/// A line of `Tests/Vectors/kernel`.
struct KernelTruth: Decodable {
  private enum CodingKeys: String, CodingKey {
    case name = "case"
    case engine
    case sources
    case destinations
    case tables
  }

  var name: String
  var engine: String
  var sources: [String]
  var destinations: [String]
  var tables: [String: [String]]
}

/// A network namespace, gone when the closure ends.
private struct Namespace {
  struct Refusal: Error, CustomStringConvertible { var description: String }

  let name: String

  /// Why there can be none.
  static let obstacle: String? = {
    guard geteuid() == 0 else { return "not root" }
    do {
      try with { space in
        try space.run(["ipset", "create", "probe", "hash:net"])
        let rules = "*filter\n-A FORWARD -m set --match-set probe src -m comment --comment x -j ACCEPT\nCOMMIT\n"
        try space.run(["iptables-nft-restore", "--noflush"], rules)
        try space.run(["ip6tables-nft-restore", "--noflush"], "*filter\nCOMMIT\n")
      }
      return nil
    } catch {
      return "\(error)".split(separator: "\n").first.map(String.init) ?? "failed"
    }
  }()

  static func with(_ body: (Namespace) throws -> Void) throws {
    let space = Namespace(name: "moat-ca-\(getpid())-\(UInt32.random(in: 0 ... .max))")
    let made = try Command("ip", "netns", "add", space.name).run()
    guard made.status == 0 else { throw Refusal(description: made.errorText) }
    defer { _ = try? Command("ip", "netns", "del", space.name).run() }
    try body(space)
  }

  func run(_ words: [String], _ input: String = "") throws {
    let result = try Command("ip", arguments: ["netns", "exec", name] + words).run(input: input)
    guard result.status == 0 else {
      throw Refusal(description: "\(words.joined(separator: " ")): \(result.errorText)\n\(input)")
    }
  }
}
