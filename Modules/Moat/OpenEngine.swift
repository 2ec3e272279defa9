public import Backend
public import PolicyModel
internal import Reachability
internal import Text
internal import Traffic

/// The engine of a cluster that has none: policies are there and have no effect.
public struct OpenEngine: PolicyBackend {
  /// The engine.
  public init() {}

  /// `none`; it is no engine that one could choose, but what there is without one.
  public var descriptor: BackendDescriptor {
    BackendDescriptor(
      id: "none", version: "v1", isDefault: true, displayName: "No engine",
      mirrors: "a cluster without --network-policy: nothing is enforced, policies have no effect", capabilities: [:])
  }

  /// A program that lets everything begin.
  public func translate(_ cluster: Cluster) -> any DataplaneProgram { OpenProgram(book: AddressBook(cluster)) }
}

private struct OpenProgram: DataplaneProgram {
  let book: AddressBook
  var groups: [NodeGroup] { [] }
  var refusals: [Refusal] { [] }

  func artifacts(for node: NodeName, as form: ArtifactForm) -> [Artifact] { [] }

  func decide(_ connection: Connection, isTracing: Bool) -> Decision { Decision(.allowed) }

  func reachability(_ family: AddressFamily) -> Reachability {
    let index = EndIndex(book.ends(family), blocks: [CIDR](), family: family)
    // No stage is asked about any class; nodes and the outside are classes of their own because they are listed apart.
    let kinds: [ClassStages.Kind] = [.pod, .node, .outside]
    let classOf = index.ends.map { end -> Int32 in
      switch end.kind {
      case .pod: 0
      case .node: 1
      case .outside: 2
      }
    }
    return Reachability(index, classOf: classOf, stages: kinds.map { ClassStages($0) }, store: DecisionStore())
  }
}
