public import Traffic

/// Who a backend is.
public struct BackendDescriptor: Hashable, Sendable {
  /// The name of the engine, as users write it: `azure-npm`.
  public var id: String
  /// The version of the engine's behaviour, as users write it behind `@`: `1.6`.
  public var version: String
  /// Whether this version is meant when none is written.
  public var isDefault: Bool
  /// The engine's own name.
  public var displayName: String
  /// Which upstream program and state of it is mirrored, in one sentence.
  public var mirrors: String
  /// What the engine makes of each feature of policies.
  public var capabilities: [Capability: Support]
  /// The settings that the engine takes.
  public var options: [EngineOptionDescription]

  /// A descriptor; an engine takes no settings unless it says so.
  public init(
    id: String, version: String, isDefault: Bool, displayName: String, mirrors: String,
    capabilities: [Capability: Support], options: [EngineOptionDescription] = []
  ) {
    self.id = id
    self.version = version
    self.isDefault = isDefault
    self.displayName = displayName
    self.mirrors = mirrors
    self.capabilities = capabilities
    self.options = options
  }

  /// `id@version`.
  public var name: String { "\(id)@\(version)" }

  /// What the engine makes of an address family of which it has no program; `nil` where nothing is known.
  public func remark(on family: AddressFamily) -> String? { family == .ipv6 ? capabilities[.ipv6]?.remark : nil }
}

/// A feature of network policies that engines differ in.
public enum Capability: String, Hashable, Sendable, CaseIterable {
  /// `port` as the name of a container port.
  case namedPorts = "named ports"
  /// `endPort`.
  case portRanges = "port ranges (endPort)"
  /// `protocol: SCTP`.
  case sctp = "SCTP"
  /// `ipBlock.except`.
  case exceptions = "ipBlock with except"
  /// In, NotIn, Exists, DoesNotExist in pod selectors.
  case podExpressions = "matchExpressions on pods"
  /// In, NotIn, Exists, DoesNotExist in namespace selectors.
  case namespaceExpressions = "matchExpressions on namespaces"
  /// IPv6 pods and blocks.
  case ipv6 = "IPv6"
  /// Traffic between a node's own processes and pods.
  case hostTraffic = "traffic of the node itself"
  /// Pods in their node's network namespace.
  case hostNetworkPods = "host-network pods"
}

/// How far an engine supports a feature.
public enum Support: Hashable, Sendable {
  /// As the specification says.
  case full
  /// With the stated deviation.
  case partial(String)
  /// Not; the text says what happens instead.
  case none(String)

  /// `yes`, `partly` or `no`.
  public var word: String {
    switch self {
    case .full: "yes"
    case .partial: "partly"
    case .none: "no"
    }
  }

  /// The deviation, if there is one.
  public var remark: String? {
    switch self {
    case .full: nil
    case .partial(let remark), .none(let remark): remark
    }
  }
}
