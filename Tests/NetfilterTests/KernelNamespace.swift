import Foundation
import Glibc
import Support
import Testing

/// A network namespace with rules and sets of its own, gone when `body` ends.
struct KernelNamespace {
  /// The two ways in which Linux holds iptables' rules.
  enum Backend: String, CaseIterable, Sendable {
    case nft
    case legacy

    /// Calls `body` with a namespace of its own, or skips the test case with the reason.
    func with(_ label: String, _ body: (KernelNamespace) throws -> Void) throws {
      if let obstacle = KernelNamespace.obstacles[self] { try Test.cancel("iptables-\(rawValue): \(obstacle)") }
      try KernelNamespace.with("\(label)-\(rawValue)", body)
    }
  }

  struct Refusal: Error, CustomStringConvertible { var description: String }

  let name: String

  /// Whether neither backend can be tried.
  static var isMissing: Bool { obstacles.count == Backend.allCases.count }

  /// Why a backend cannot be tried, for those that cannot.
  private static let obstacles: [Backend: String] = Dictionary(
    uniqueKeysWithValues: Backend.allCases.compactMap { backend in probe(backend).map { (backend, $0) } })

  static let reason: Comment =
    "needs root, ip netns, ipset and iptables: \(obstacles.values.sorted().joined(separator: "; "))"

  private static func probe(_ backend: Backend) -> String? {
    guard geteuid() == 0 else { return "not root" }
    do {
      try with("probe-\(backend.rawValue)") { space in
        try space.run(["ipset", "create", "probe", "hash:net"])
        let rules = "*filter\n-A FORWARD -m set --match-set probe src -m comment --comment x -j ACCEPT\nCOMMIT\n"
        try space.run(["iptables-\(backend.rawValue)-restore", "--noflush"], input: rules)
        try space.run(["iptables-\(backend.rawValue)-save"])
      }
      return nil
    } catch {
      return "\(error)".split(separator: "\n").first.map(String.init) ?? "failed"
    }
  }

  static func with<Value>(_ label: String, _ body: (KernelNamespace) throws -> Value) throws -> Value {
    let space = KernelNamespace(name: "moat-nf-\(getpid())-\(label)")
    let made = try Command("ip", "netns", "add", space.name).run()
    guard made.status == 0 else { throw Refusal(description: made.errorText) }
    defer { _ = try? Command("ip", "netns", "del", space.name).run() }
    return try body(space)
  }

  /// Runs a program inside; throws what it printed if it fails.
  @discardableResult
  func run(_ words: [String], input: String = "") throws -> String {
    let result = try Command("ip", arguments: ["netns", "exec", name] + words).run(input: input)
    guard result.status == 0 else {
      throw Refusal(description: "\(words.joined(separator: " ")): \(result.errorText)\n\(input)")
    }
    return result.outputText
  }

  /// Removes every rule and set.
  func clear(_ backend: Backend, version: String = "iptables") throws {
    try run(["\(version)-\(backend.rawValue)-restore"], input: "*filter\nCOMMIT\n")
    try run(["ipset", "flush"])
    try run(["ipset", "destroy"])
  }
}
