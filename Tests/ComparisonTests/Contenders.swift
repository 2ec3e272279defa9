import AzureNPM
import Backend
import Calico
import Comparison
import Manifests
import PolicyModel
import Semantics
import Testing
import Traffic

/// Engines on clusters that are written as text.
enum Contenders {
  static let engines: [any PolicyBackend] = [
    AzureNPM(.v1_6), AzureNPM(.v1_5), Calico(.v3_31), Calico(.v3_32), SpecificationBackend(),
  ]

  static func engine(_ name: String) throws -> any PolicyBackend {
    try BackendRegistry(engines).backend(named: name)
  }

  static func cluster(_ text: [UInt8]) throws -> Cluster {
    let manifests = ManifestReader.load(text: text, name: "case.yaml")
    try #require(!manifests.hasErrors, "\(manifests.diagnostics)")
    return manifests.cluster
  }

  static func cluster(_ text: String) throws -> Cluster { try cluster(Array(text.utf8)) }

  /// One engine on several clusters, named by their order.
  static func revisions(_ engine: String, _ texts: [String]) throws -> [Contender] {
    let backend = try Self.engine(engine)
    return try texts.enumerated().map { try Contender(backend, cluster($1), name: "revision \($0 + 1)") }
  }
}
