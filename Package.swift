// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let database = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

/// A room of the house: `Modules/<name>`.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, path: "Modules/\(name)", swiftSettings: settings)
}

/// A backend: `Plugins/<name>`.
func plugin(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, path: "Plugins/\(name)", swiftSettings: settings)
}

/// The tests of one room: `Tests/<name>Tests`.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies + ["Support"], path: "Tests/\(name)Tests",
    swiftSettings: settings)
}

let package = Package(
  name: "moat",
  products: [
    .executable(name: "moat", targets: ["moat"]),
    .executable(name: "moat-bench", targets: ["moat-bench"]),
    .library(name: "Moat", targets: ["Moat", "Manifests", "Comparison", "History", "Semantics"]),
    .library(
      name: "MoatBackend",
      targets: ["Backend", "Reachability", "Simulation", "Netfilter", "PolicyModel", "Traffic", "Diagnostics"]),
    .library(name: "MoatAzureNPM", targets: ["AzureNPM"]),
    .library(name: "MoatCalico", targets: ["Calico"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // L0
    room("Text"),
    room("Digest", ["Text"]),
    room("Traffic", ["Text"]),
    room("Diagnostics", ["Text"]),
    // L1
    room("PolicyModel", ["Traffic", "Diagnostics", "Text"]),
    room("Netfilter", ["Traffic", "Text"]),
    room("Reachability", ["Traffic"]),
    .systemLibrary(name: "CLinux", path: "Modules/CLinux"),
    room("SystemCalls", ["CLinux"]),
    // L2
    .systemLibrary(
      name: "CLibYAML", path: "Modules/CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    room("Manifests", ["PolicyModel", "Traffic", "Diagnostics", "Text", "CLibYAML"]),
    room("Backend", ["PolicyModel", "Reachability", "Traffic", "Diagnostics", "Text"]),
    room("Simulation", ["Backend", "Reachability", "PolicyModel", "Netfilter", "Traffic", "Diagnostics", "Text"]),
    room("Semantics", ["Backend", "Reachability", "PolicyModel", "Traffic", "Diagnostics"]),
    room("History", ["PolicyModel", "Traffic", "Diagnostics", "Text", "Digest", database]),
    room(
      "Lab",
      ["Backend", "PolicyModel", "Netfilter", "Traffic", "Text", "Digest", "SystemCalls"]),
    // L3
    plugin(
      "AzureNPM",
      ["Backend", "Simulation", "PolicyModel", "Netfilter", "Traffic", "Diagnostics", "Text", "Digest"]),
    plugin(
      "Calico", ["Backend", "Simulation", "PolicyModel", "Netfilter", "Traffic", "Diagnostics", "Text", "Digest"]),
    room("Comparison", ["Semantics", "Backend", "Reachability", "PolicyModel", "Traffic", "Diagnostics", "Text"]),
    // L4
    room(
      "Reports",
      [
        "Comparison", "History", "Manifests", "Backend", "Reachability", "PolicyModel", "Traffic", "Diagnostics",
        "Text",
      ]),
    room(
      "Moat",
      [
        "Comparison", "History", "Manifests", "Backend", "Reachability", "PolicyModel", "Traffic", "Diagnostics",
        "Text",
      ]),
    room(
      "Commands",
      [
        "Lab", "SystemCalls", "Moat", "Reports", "Comparison", "History", "Manifests", "Backend", "Reachability",
        "PolicyModel", "Traffic",
        "Diagnostics", "Text", argumentParser,
      ]),
    // L5
    .executableTarget(
      name: "moat", dependencies: ["Commands", "AzureNPM", "Calico", "Semantics", "Backend"], path: "Tools/moat",
      swiftSettings: settings),
    .executableTarget(
      name: "moat-bench",
      dependencies: [
        "Moat", "Comparison", "History", "AzureNPM", "Calico", "Simulation", "Semantics", "Manifests", "Backend",
        "Reachability", "PolicyModel",
        "Netfilter", "Traffic", "Diagnostics",
        "Text",
      ], path: "Tools/moat-bench", swiftSettings: settings),
    // Tests
    .target(name: "Support", dependencies: ["Text"], path: "Tests/Support", swiftSettings: settings),
    .target(
      name: "EngineSupport",
      dependencies: ["Support", "Manifests", "Comparison", "Backend", "Reachability", "PolicyModel", "Traffic"],
      path: "Tests/EngineSupport", swiftSettings: settings),
    tests("Support", []),
    tests("Architecture", []),
    tests("Text", ["Text"]),
    tests("Digest", ["Digest", "Text"]),
    tests("Traffic", ["Traffic", "Text"]),
    tests("Diagnostics", ["Diagnostics"]),
    tests("PolicyModel", ["PolicyModel", "Traffic", "Diagnostics", "Text"]),
    tests("Netfilter", ["Netfilter", "Traffic", "Text"]),
    tests("Manifests", ["Manifests", "PolicyModel", "Traffic", "Diagnostics", "Text"]),
    tests(
      "Backend",
      [
        "AzureNPM", "Semantics", "Manifests", "Backend", "Reachability", "PolicyModel", "Traffic", "Diagnostics",
        "Text",
      ]),
    tests("Reachability", ["Reachability", "Traffic"]),
    tests(
      "Simulation",
      ["Simulation", "Reachability", "Backend", "Netfilter", "PolicyModel", "Traffic", "Diagnostics", "Text"]),
    tests(
      "AzureNPM",
      [
        "Comparison",
        "EngineSupport", "AzureNPM", "Simulation", "Backend", "Reachability", "Semantics", "Manifests", "PolicyModel",
        "Netfilter", "Traffic", "Diagnostics", "Text",
      ]),
    tests(
      "Calico",
      [
        "EngineSupport", "Calico", "Simulation", "Backend", "Reachability", "Semantics", "Manifests", "PolicyModel",
        "Netfilter", "Traffic", "Diagnostics", "Text",
      ]),
    tests(
      "Comparison",
      [
        "AzureNPM", "Calico", "Comparison", "Semantics", "Manifests", "Backend", "Reachability", "PolicyModel",
        "Traffic",
      ]),
    tests(
      "Semantics",
      ["EngineSupport", "Semantics", "Reachability", "Backend", "Manifests", "PolicyModel", "Traffic"]),
    tests(
      "History",
      ["History", "Manifests", "PolicyModel", "Traffic", "Diagnostics", "Text", "moat"]),
    tests("Commands", ["moat"]),
    tests(
      "Lab",
      [
        "moat", "Lab", "AzureNPM", "Calico", "Semantics", "Comparison", "Simulation", "Backend", "Reachability",
        "Manifests",
        "PolicyModel", "Netfilter", "Traffic", "SystemCalls",
      ]),
    tests("Docs", ["moat"]),
  ]
)
