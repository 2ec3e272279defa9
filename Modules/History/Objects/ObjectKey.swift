/// The kinds of objects that a history holds; the numbers are those in the file and never change.
public enum ObjectKind: Int, Hashable, Sendable, CaseIterable {
  /// v1 Namespace; also those that objects name without there being an object.
  case namespace = 1
  /// v1 Node.
  case node = 2
  /// v1 Pod.
  case pod = 3
  /// v1 Service.
  case service = 4
  /// networking.k8s.io/v1 NetworkPolicy.
  case policy = 5

  /// The kind as Kubernetes spells it.
  public var name: String {
    switch self {
    case .namespace: "Namespace"
    case .node: "Node"
    case .pod: "Pod"
    case .service: "Service"
    case .policy: "NetworkPolicy"
    }
  }
}

/// What an object is called: kind, namespace and name.
public struct ObjectKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The kind.
  public var kind: ObjectKind
  /// The namespace; empty for namespaces and nodes.
  public var namespace: String
  /// The name.
  public var name: String

  /// A key.
  public init(_ kind: ObjectKind, _ namespace: String, _ name: String) {
    (self.kind, self.namespace, self.name) = (kind, namespace, name)
  }

  /// `namespace/name`, or the name alone.
  public var path: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }

  /// `Kind namespace/name`.
  public var description: String { "\(kind.name) \(path)" }

  /// By kind, namespace, name.
  public static func < (left: Self, right: Self) -> Bool {
    (left.kind.rawValue, left.namespace, left.name) < (right.kind.rawValue, right.namespace, right.name)
  }
}
