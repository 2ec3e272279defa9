public import Diagnostics
public import Traffic

/// A pod, as far as network policy engines look at it.
public struct Pod: Hashable, Sendable {
  /// The phases of a pod's life.
  public enum Phase: String, Hashable, Sendable, CaseIterable {
    /// Accepted, not all containers run.
    case pending = "Pending"
    /// Runs.
    case running = "Running"
    /// All containers ended well.
    case succeeded = "Succeeded"
    /// All containers ended, one of them badly.
    case failed = "Failed"
    /// The node does not say.
    case unknown = "Unknown"

    /// Whether the pod will never run again and its address is free.
    public var isOver: Bool { self == .succeeded || self == .failed }
  }

  /// How a pod that has a deletion timestamp is being deleted.
  public enum Deletion: Hashable, Sendable {
    /// It is not being deleted.
    case none
    /// It ends within its grace period, in seconds; 0 is "now".
    case grace(seconds: Int32)
  }

  /// Namespace and name.
  public var id: ObjectName
  /// The labels.
  public var labels: LabelSet
  /// The node it is bound to, if it is scheduled.
  public var node: Symbol?
  /// Its service account, if named.
  public var serviceAccount: Symbol?
  /// The object whose template it was made from, as users name it: the Deployment, not its ReplicaSet.
  public var workload: Workload?
  /// The addresses, primary first; at most one of each family.
  public var addresses: [IPAddress]
  /// The container ports in the order of the containers, init containers last.
  public var ports: [ContainerPort]
  /// Whether it lives in its node's network namespace.
  public var isHostNetwork: Bool
  /// The phase; a pod without status counts as running.
  public var phase: Phase
  /// Whether and how it is being deleted.
  public var deletion: Deletion
  /// Whether its address and node were made up by Moat, because the input holds a template or a pod without status.
  public var isSynthetic: Bool
  /// Where it, or the workload that makes it, was read.
  public var position: SourcePosition

  /// A running pod with nothing but a name, labels and addresses; set the rest afterwards.
  public init(_ id: ObjectName, labels: LabelSet = .empty, addresses: [IPAddress] = []) {
    self.id = id
    self.labels = labels
    self.addresses = addresses
    ports = []
    isHostNetwork = false
    phase = .running
    deletion = .none
    isSynthetic = false
    position = .none
  }

  /// The IPv4 address, if it has one.
  public var ipv4: IPv4Address? {
    for address in addresses { if case .v4(let address) = address { return address } }
    return nil
  }

  /// The IPv6 address, if it has one.
  public var ipv6: IPv6Address? {
    for address in addresses { if case .v6(let address) = address { return address } }
    return nil
  }
}

/// A port that a container declares.
public struct ContainerPort: Hashable, Sendable {
  /// Its name, if it has one.
  public var name: Symbol?
  /// The port, 1–65535.
  public var number: UInt16
  /// TCP, UDP or SCTP.
  public var ipProtocol: IPProtocol
  /// The port on the node that leads to it, or 0.
  public var hostPort: UInt16
  /// Whether an init container declares it.
  public var isInit: Bool

  /// A port.
  public init(
    _ number: UInt16, name: Symbol? = nil, _ ipProtocol: IPProtocol = .tcp, hostPort: UInt16 = 0, isInit: Bool = false
  ) {
    self.name = name
    self.number = number
    self.ipProtocol = ipProtocol
    self.hostPort = hostPort
    self.isInit = isInit
  }
}

/// The kinds that stamp out pods.
public enum WorkloadKind: String, Hashable, Sendable, CaseIterable {
  /// apps/v1.
  case deployment = "Deployment"
  /// apps/v1.
  case statefulSet = "StatefulSet"
  /// apps/v1.
  case daemonSet = "DaemonSet"
  /// apps/v1.
  case replicaSet = "ReplicaSet"
  /// batch/v1.
  case job = "Job"
  /// batch/v1.
  case cronJob = "CronJob"
  /// v1.
  case replicationController = "ReplicationController"
}

/// The maker of a pod: kind and name, in the pod's namespace.
public struct Workload: Hashable, Sendable {
  /// Its kind.
  public var kind: WorkloadKind
  /// Its name.
  public var name: Symbol

  /// A workload.
  public init(_ kind: WorkloadKind, _ name: Symbol) { (self.kind, self.name) = (kind, name) }
}
