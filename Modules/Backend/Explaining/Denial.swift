public import PolicyModel
public import Traffic

/// Why policies deny a connection: who is isolated, by which policies, and why none of their rules lets it pass.
public struct Denial: Hashable, Sendable {
  /// The direction in which the pod is isolated.
  public var direction: NetworkPolicy.Direction
  /// The isolated pod; `nil` where the address is no pod's.
  public var pod: ObjectName?
  /// The other end's address as the policies' peers are compared with it: a node's, where kube-proxy has rewritten it.
  public var peer: IPAddress
  /// The policies, by namespace and name.
  public var policies: [Isolation]

  /// A denial.
  public init(_ direction: NetworkPolicy.Direction, of pod: ObjectName?, peer: IPAddress, by policies: [Isolation]) {
    self.direction = direction
    self.pod = pod
    self.peer = peer
    self.policies = policies
  }
}

/// A policy that isolates a pod, and its rules.
public struct Isolation: Hashable, Sendable {
  /// The policy as a whole.
  public var source: PolicyReference
  /// Its rules, none where it has none; where a rule has peers and none of them fits, each of the peers.
  public var misses: [Miss]

  /// An isolation.
  public init(_ source: PolicyReference, misses: [Miss]) {
    self.source = source
    self.misses = misses
  }
}

/// A rule of a policy that does not let a packet pass.
public struct Miss: Hashable, Sendable {
  /// The rule, or one of its peers.
  public var source: PolicyReference
  /// The first condition that failed, in words of the policy: `port 443/TCP: the packet goes to 80/TCP`.
  public var reason: String

  /// A miss.
  public init(_ source: PolicyReference, _ reason: String) { (self.source, self.reason) = (source, reason) }
}
