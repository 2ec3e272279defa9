internal import Netfilter
internal import Traffic

/// What all nodes share in one address family: the chains of policies, the sets, the frame.
struct FamilyParts {
  let family: AddressFamily
  /// For each policy its chain for ingress and for egress; `nil` where it does not govern or selects nobody.
  let policyChains: [(ingress: Chain?, egress: Chain?)]
  /// The catalog's sets; `nil` where no policy that selects anybody needs one.
  let sets: [IPSet?]
  let frame: [Chain]
  /// The sets that every node has, without members.
  let fixedSets: [IPSet]

  init(
    _ family: AddressFamily, intake: PolicyIntake, membership: PolicyMembership, settings: CalicoSettings,
    sets: [IPSet?]
  ) {
    self.family = family
    self.sets = sets
    frame = StaticChains(settings: settings).chains(family)
    fixedSets = ["dscp-src-net", "masq-ipam-pools", "network-ip-pools"].map {
      SetCatalog.set(id: $0, .hashNet, family)
    }
    let renderer = PolicyRenderer(
      marks: settings.marks, family: family, setNames: intake.catalog.entries.map { $0.name(family) })
    let selecting = membership.selectingPolicies
    policyChains = intake.policies.enumerated().map { number, policy in
      let chain = { (direction: Origin.Direction) -> Chain? in
        selecting.contains(number) && policy.governs(direction) ? renderer.chain(of: policy, direction) : nil
      }
      return (chain(.ingress), chain(.egress))
    }
  }

  /// The set of a node's own addresses, those of the loopback device included.
  func hostSet(_ addresses: [IPAddress]) -> IPSet {
    let loopback: IPAddress =
      family == .ipv4 ? .v4(IPv4Address(rawValue: 0x7f00_0001)) : .v6(IPv6Address(high: 0, low: 1))
    var set = SetCatalog.set(id: "this-host", .hashIP, family)
    set.members = Set(addresses.filter { $0.family == family } + [loopback]).sorted().map { .address($0) }
    return set
  }
}
