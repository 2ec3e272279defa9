/// Which room may import which: the table of the house. Arrows go down, and only those that are here.
enum Layers {
  /// L0, which every room above may use.
  static let ground: Set<String> = ["Text", "Digest", "Traffic", "Diagnostics"]

  /// The rooms that know the engine's program only by its protocol, and so must not know what it is made of.
  static let engineBlind: Set<String> = ["Comparison", "Reports", "Commands"]

  /// The backends; nobody but tools and tests imports one.
  static let plugins: Set<String> = ["AzureNPM", "Calico"]

  /// Each room with all that it may import, modules from outside included.
  static let rooms: [String: Set<String>] = {
    let plugin = ground.union(["Backend", "Simulation", "PolicyModel", "Netfilter", "Reachability", "Foundation"])
    return [
      // L0
      "Text": [],
      "Digest": ["Text"],
      "Traffic": ["Text"],
      "Diagnostics": ["Text"],
      // L1
      "PolicyModel": ["Traffic", "Diagnostics", "Text"],
      "Netfilter": ["Traffic", "Text"],
      "Reachability": ["Traffic", "Text"],
      "SystemCalls": ["CLinux", "Glibc"],
      // L2
      "Manifests": ["PolicyModel", "Traffic", "Diagnostics", "Text", "CLibYAML", "Glibc"],
      "Backend": ground.union(["PolicyModel", "Reachability", "Dispatch"]),
      "Semantics": ground.union(["Backend", "PolicyModel", "Reachability"]),
      "Simulation": ground.union(["Backend", "PolicyModel", "Netfilter", "Reachability"]),
      "History": ground.union(["Backend", "PolicyModel", "Reachability", "GRDB", "FoundationEssentials", "Glibc"]),
      "Lab": ground.union(["Backend", "PolicyModel", "Netfilter", "Reachability", "SystemCalls"]),
      // L3
      "AzureNPM": plugin,
      "Calico": plugin,
      "Comparison": ground.union(["Semantics", "Backend", "PolicyModel", "Reachability", "Foundation"]),
      // L4
      "Reports": ground.union([
        "Comparison", "History", "Semantics", "Manifests", "Backend", "PolicyModel", "Reachability", "Foundation",
      ]),
      "Moat": ground.union([
        "Comparison", "History", "Lab", "Semantics", "Manifests", "Backend", "PolicyModel", "Reachability",
        "Dispatch", "Foundation", "Glibc",
      ]),
      "Commands": ground.union([
        "Moat", "Reports", "Comparison", "History", "Lab", "Semantics", "Manifests", "Backend", "PolicyModel",
        "Reachability", "SystemCalls", "ArgumentParser", "Foundation", "Glibc",
      ]),
    ]
  }()

  /// What comes with the language and may be imported anywhere.
  static let language: Set<String> = ["Swift", "Synchronization"]

  /// What a tool may not import: tools stand on top, but each C and database library has one importer only.
  static let notForTools: Set<String> = ["CLibYAML", "CLinux", "GRDB"]

  /// Why `module`, a room, plug-in or tool, may not import `imported`; `nil` if it may.
  static func objection(to imported: String, in module: String, isTool: Bool = false) -> String? {
    if language.contains(imported) || imported == module { return nil }
    if isTool {
      return notForTools.contains(imported) ? "\(imported) is imported by one room only, and no tool" : nil
    }
    guard let allowed = rooms[module] else { return "room \(module) is not in the table of layers" }
    // FoundationEssentials is a part of Foundation: who may have the whole may have the part.
    if allowed.contains(imported) || imported == "FoundationEssentials" && allowed.contains("Foundation") { return nil }
    if plugins.contains(imported) { return "only tools and tests import a plug-in" }
    if engineBlind.contains(module), imported == "Netfilter" {
      return "\(module) must fit engines that are not netfilter"
    }
    return "\(module) may import \(allowed.sorted().joined(separator: ", ")) only, not \(imported)"
  }
}
