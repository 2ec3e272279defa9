internal import Backend

/// The ways in which the engine is known to depart from the specification, or to decide what that leaves open.
enum Deviations {
  static let notInMulti = Deviation(
    "NPM-NOTIN-MULTI", title: "a namespaceSelector with NotIn of several values lets every pod in",
    explanation: "each value becomes a rule of its own, and the rules are OR-ed: whoever is not in one of them passes")
  static let negationExternal = Deviation(
    "NPM-NEGATION-EXTERNAL", title: "a namespaceSelector with only NotIn or DoesNotExist lets in what is no pod",
    explanation: "\"not in the set\" also holds for the internet, for nodes and for host-network pods")
  static let hostInput = Deviation(
    "NPM-HOST-INPUT", title: "between a node and its own pods nothing is filtered",
    explanation: "the engine's chains are called from FORWARD only, never from INPUT or OUTPUT")
  static let ipv6Refused = Deviation(
    "NPM-IPV6-REFUSED", title: "a policy with an IPv6 block is ignored as a whole",
    explanation: "the engine refuses the policy and goes on without it, its IPv4 rules included")
  static let policyRefused = Deviation(
    "NPM-POLICY-REFUSED", title: "a refused policy has no effect at all",
    explanation: "the engine goes on without it: its pods are as open or as closed as the other policies leave them")
  static let ipv6Unfiltered = Deviation(
    "NPM-IPV6-UNFILTERED", title: "IPv6 traffic is not filtered",
    explanation: "the engine never calls ip6tables")
  static let allNamespacesLabel = Deviation(
    "NPM-ALL-NAMESPACES-LABEL", title: "the label key all-namespaces stands for every namespace",
    explanation: "its set has the name of the set of all namespaces")
  static let namespaceLeaving = Deviation(
    "NPM-NAMESPACE-DELETED", title: "a namespace that is being deleted counts as gone",
    explanation: "it leaves the sets of its labels at once, while its pods may still run")
  static let podLeaving = Deviation(
    "NPM-POD-DELETED", title: "a pod that is being deleted without grace counts as gone",
    explanation: "it leaves all sets at once: no policy isolates it, no selector matches it")

  static let hashCollision = Deviation(
    "NPM-HASH-COLLISION", title: "two names with one 32-bit hash are one set or one chain",
    explanation: "images before SHA-256 names do not look whether another set or policy has the name already")

  /// All of them, by id.
  static let all = [
    notInMulti, negationExternal, hostInput, ipv6Refused, policyRefused, ipv6Unfiltered, allNamespacesLabel,
    namespaceLeaving, podLeaving, hashCollision,
  ].sorted { $0.id < $1.id }
}
