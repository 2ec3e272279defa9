import Support
import Testing

struct LayersTests {
  @Test func `Every import goes down the layers`() throws {
    let found = try SwiftSource.all(under: "Modules", "Plugins", "Tools").flatMap(Imports.violations)
    found.expectNone()
  }

  @Test func `Every declared dependency goes down the layers`() throws {
    let manifest = PackageManifest(text: try RepositoryRoot.text(of: "Package.swift"))
    #expect(manifest.declarations.count >= 15)
    manifest.violations.expectNone()
  }

  @Test func `Every import of an own module is declared`() throws {
    let manifest = PackageManifest(text: try RepositoryRoot.text(of: "Package.swift"))
    let found = try SwiftSource.all(under: "Modules", "Plugins", "Tools").flatMap(manifest.undeclared)
    found.expectNone()
  }

  @Test func `The table of layers has no circle`() {
    var rest = Layers.rooms.mapValues { $0.intersection(Layers.rooms.keys) }
    while let (leaf, _) = rest.first(where: { $0.value.isEmpty }) {
      rest[leaf] = nil
      rest = rest.mapValues { $0.subtracting([leaf]) }
    }
    #expect(rest.isEmpty, "these import each other: \(rest.keys.sorted())")
  }

  @Test func `The composition root stays under 40 lines`() throws {
    let lines = try SwiftSource.all(under: "Tools/moat").map(\.lineCount).reduce(0, +)
    #expect(lines < 40)
  }

  @Test(arguments: [
    ("Modules/Text/A.swift", "import Traffic"),
    ("Modules/Traffic/A.swift", "import Diagnostics"),
    ("Modules/PolicyModel/A.swift", "public import Netfilter"),
    ("Modules/PolicyModel/A.swift", "import Foundation"),
    ("Modules/Netfilter/A.swift", "import struct Foundation.Data"),
    ("Modules/Netfilter/A.swift", "import FoundationEssentials"),
    ("Modules/Backend/A.swift", "import CLibYAML"),
    ("Modules/Backend/A.swift", "import Simulation"),
    ("Modules/Semantics/A.swift", "package import Netfilter"),
    ("Modules/Simulation/A.swift", "import Glibc"),
    ("Modules/Simulation/A.swift", "import Text; import GRDB"),
    ("Modules/Manifests/A.swift", "import GRDB"),
    ("Modules/Comparison/A.swift", "import Netfilter"),
    ("Modules/Comparison/A.swift", "@_spi(Testing) import AzureNPM"),
    ("Modules/Reports/A.swift", "import Netfilter"),
    ("Modules/Reports/A.swift", "import ArgumentParser"),
    ("Modules/Commands/A.swift", "@preconcurrency public import enum Calico.Naming"),
    ("Modules/Commands/A.swift", "import GRDB"),
    ("Modules/Moat/A.swift", "@_exported import AzureNPM"),
    ("Plugins/AzureNPM/A.swift", "import Calico"),
    ("Plugins/Calico/A.swift", "import History"),
    ("Plugins/Calico/A.swift", "internal import Commands"),
    ("Tools/moat-bench/A.swift", "import CLibYAML"),
    ("Modules/Attic/A.swift", "import Text"),
  ])
  func `A forbidden import is found`(path: String, line: String) {
    let source = SwiftSource(path: path, text: "/* first */\n\(line) // why\n\nlet x = 1\n")
    #expect(Imports.violations(in: source).map(\.line) == [2])
  }

  @Test(arguments: [
    ("Modules/Traffic/A.swift", "public import Text"),
    ("Modules/Manifests/A.swift", "import CLibYAML"),
    ("Modules/Simulation/A.swift", "package import Backend"),
    ("Modules/History/A.swift", "import GRDB"),
    ("Modules/Reports/A.swift", "import FoundationEssentials"),
    ("Modules/Commands/A.swift", "public import ArgumentParser"),
    ("Plugins/Calico/A.swift", "import struct Netfilter.Rule"),
    ("Plugins/Calico/A.swift", "import Synchronization"),
    ("Tools/moat/A.swift", "import Calico"),
    ("Modules/Text/A.swift", "// import Foundation"),
    ("Modules/Text/A.swift", "let text = \"\"\"\n  import Foundation\n  \"\"\""),
    ("Modules/Text/A.swift", "let important = 1"),
  ])
  func `An allowed import is not found`(path: String, text: String) {
    #expect(Imports.violations(in: SwiftSource(path: path, text: text)) == [])
  }

  @Test func `A forbidden dependency in the manifest is found`() {
    let manifest = PackageManifest(
      text: """
        let parser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
        func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
          .target(name: name, dependencies: dependencies, path: "Modules/\\(name)")
        }
        let targets = [
          room("Text"),
          room("Traffic", ["Text", "PolicyModel"]),  // no
          plugin(
            "Calico", ["Backend",
            "AzureNPM"]),
          room("Reports", ["Text", parser]),
          .executableTarget(name: "moat", dependencies: ["Commands", "Calico"], path: "Tools/moat"),
        ]
        """)
    #expect(manifest.declarations.map(\.name) == ["Text", "Traffic", "Calico", "Reports", "moat"])
    #expect(manifest.violations.map(\.line) == [7, 8, 11])
    let source = SwiftSource(path: "Modules/Traffic/A.swift", text: "import Text\nimport Backend\n")
    #expect(manifest.undeclared(in: source).map(\.line) == [2])
  }
}
