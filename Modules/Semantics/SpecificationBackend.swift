public import Backend
public import PolicyModel
internal import Reachability
internal import Traffic

/// The specification as an engine: it has no program, but it answers whatever an engine is asked.
public struct SpecificationBackend: PolicyBackend {
  /// The backend called `spec`.
  public init() {}

  /// `spec@v1`, after `networking.k8s.io/v1`; it can express everything.
  public var descriptor: BackendDescriptor {
    BackendDescriptor(
      id: "spec", version: "v1", isDefault: true, displayName: "The Kubernetes specification",
      mirrors: "what networking.k8s.io/v1 says that policies do, whatever enforces them; it has no program",
      capabilities: Dictionary(uniqueKeysWithValues: Capability.allCases.map { ($0, Self.support($0)) }))
  }

  /// The specification's reading of a cluster; never throws and refuses nothing.
  public func translate(_ cluster: Cluster) throws(TranslationError) -> any DataplaneProgram {
    SpecificationProgram(specification: Specification(cluster))
  }

  private static func support(_ capability: Capability) -> Support {
    switch capability {
    case .hostTraffic: .partial("a node and its own pods always reach each other")
    case .hostNetworkPods: .partial("open in the specification; they are taken for their node")
    default: .full
    }
  }
}

/// A "program" without nodes and texts, that decides as the specification does.
struct SpecificationProgram: DataplaneProgram {
  let specification: Specification

  var groups: [NodeGroup] { [] }
  var refusals: [Refusal] { [] }

  func artifacts(for node: NodeName, as form: ArtifactForm) -> [Artifact] { [] }

  func decide(_ connection: Backend.Connection, isTracing: Bool) throws(UndecidableError) -> Decision {
    specification.decide(connection.packet, isTracing: isTracing)
  }

  func reachability(_ family: AddressFamily) throws(UndecidableError) -> Reachability {
    specification.reachability(family)
  }
}
