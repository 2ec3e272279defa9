internal import PolicyModel
internal import Text

/// An API version with a kind, as an object states them.
struct TypeName: Hashable {
  var apiVersion: Symbol
  var kind: Symbol
}

/// The kinds that are read.
enum ObjectKind: Hashable {
  case namespace, node, pod, service, networkPolicy
  case workload(WorkloadKind)

  /// All of them.
  static let all: [ObjectKind] =
    [.namespace, .node, .pod, .service, .networkPolicy] + WorkloadKind.allCases.map(ObjectKind.workload)

  /// The kind as it is written.
  var name: String {
    switch self {
    case .namespace: "Namespace"
    case .node: "Node"
    case .pod: "Pod"
    case .service: "Service"
    case .networkPolicy: "NetworkPolicy"
    case .workload(let kind): kind.rawValue
    }
  }

  /// The one API version that it is served in.
  var apiVersion: String {
    switch self {
    case .namespace, .node, .pod, .service, .workload(.replicationController): "v1"
    case .networkPolicy: "networking.k8s.io/v1"
    case .workload(.job), .workload(.cronJob): "batch/v1"
    case .workload: "apps/v1"
    }
  }

  /// API versions that served it once.
  var formerVersions: [String] {
    switch self {
    case .networkPolicy: ["extensions/v1beta1"]
    case .workload(.deployment), .workload(.daemonSet), .workload(.replicaSet):
      ["extensions/v1beta1", "apps/v1beta1", "apps/v1beta2"]
    case .workload(.statefulSet): ["apps/v1beta1", "apps/v1beta2"]
    case .workload(.cronJob): ["batch/v1beta1", "batch/v2alpha1"]
    default: []
    }
  }

  /// Whether it lives in a namespace.
  var isNamespaced: Bool { self != .namespace && self != .node }
}

/// What an API version and kind mean to the reader.
enum ObjectType {
  /// One of our kinds.
  case object(ObjectKind)
  /// A list; of bare items of this type, or of items that state their own.
  case list(TypeName?)
  /// One of our kinds in a version that is no longer served: skipped with a warning.
  case former(ObjectKind)
  /// Almost one of our kinds: an error.
  case mistaken(ObjectKind)
  /// Something else: skipped.
  case other

  /// Finds out; lists are told by their name only.
  init(apiVersion: String, kind: String) {
    if let known = ObjectKind.all.first(where: { $0.name == kind }) {
      if known.apiVersion == apiVersion {
        self = .object(known)
      } else if known.formerVersions.contains(apiVersion) {
        self = .former(known)
      } else {
        self = Self.isBuiltIn(apiVersion) ? .mistaken(known) : .other
      }
    } else if let near = ObjectKind.all.first(where: { Self.isNear(kind, $0.name) && $0.apiVersion == apiVersion }) {
      self = .mistaken(near)
    } else {
      self = .other
    }
  }

  /// Whether the version is of Kubernetes itself, so that it can't have a kind of that name that isn't ours.
  private static func isBuiltIn(_ apiVersion: String) -> Bool {
    guard let slash = apiVersion.firstIndex(of: "/") else { return true }
    let group = apiVersion[..<slash]
    return !group.contains(".") || group.hasSuffix(".k8s.io")
  }

  private static func isNear(_ kind: String, _ name: String) -> Bool {
    kind.lowercased() == name.lowercased()
      || name.utf8.count > 6 && editDistance(kind, name, limit: 2) <= (name.utf8.count > 9 ? 2 : 1)
  }
}
