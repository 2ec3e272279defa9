internal import Netfilter
internal import Simulation
internal import Traffic

/// The frame of the filter table, which holds whatever policies there are.
///
/// Source: `felix/rules/static.go`, with no address pools, no IPVS and no host endpoints.
struct StaticChains {
  let settings: CalicoSettings

  private var marks: Marks { settings.marks }

  /// The chains, by name; the dispatch chains that they lead to are not among them.
  func chains(_ family: AddressFamily) -> [Chain] {
    let full = [
      ("cali-FORWARD", forward), ("cali-INPUT", input), ("cali-OUTPUT", output), ("cali-cidr-block", []),
      ("cali-from-hep-forward", []), ("cali-from-host-endpoint", []), ("cali-to-hep-forward", []),
      ("cali-to-host-endpoint", []), ("cali-wl-to-host", workloadToHost(family)),
    ]
    return full.map { RuleSeal.chain(ChainName($0), $1) }
  }

  /// What Felix puts into the kernel's own chains.
  ///
  /// The digests of rules at the end of a chain start from another name than those at its beginning.
  var hooks: [Hook] {
    let inserted = ["FORWARD", "INPUT", "OUTPUT"].map { name in
      let rules = RuleSeal.seal([RuleTemplate(Rule([], .jump(ChainName("cali-\(name)"))))], in: ChainName(name))
      return Hook(.filter, .insert(rules[0], into: ChainName(name)))
    }
    let last = [
      Rule([.comment("Policy explicitly accepted packet."), .isSet(marks.accept)], .accept),
      Rule([], .set(marks.accept)),
    ]
    let appended = RuleSeal.seal(last.map { RuleTemplate($0) }, in: "FORWARD*appends*")
    return [inserted[0]] + appended.map { Hook(.filter, .append($0, to: "FORWARD")) } + inserted.dropFirst()
  }

  private var devices: [String] { settings.interfacePrefixes.map { $0 + "+" } }

  private var forward: [Rule] {
    [
      Rule([], .clear(marks.all & ~marks.accept)), Rule([.isClear(marks.accept)], .jump("cali-from-hep-forward")),
    ]
      + devices.flatMap { device in
        [
          Rule([.inInterface(device)], .jump("cali-from-wl-dispatch")),
          Rule([.outInterface(device)], .jump("cali-to-wl-dispatch")),
        ]
      } + [Rule([], .jump("cali-to-hep-forward")), Rule([], .jump("cali-cidr-block"))]
  }

  private var input: [Rule] {
    devices.map { Rule([.inInterface($0)], .goto("cali-wl-to-host")) } + [
      Rule([.isSet(marks.accept)], .accept), Rule([], .clear(marks.all)), Rule([], .jump("cali-from-host-endpoint")),
      Rule([.comment("Host endpoint policy accepted packet."), .isSet(marks.accept)], .accept),
    ]
  }

  private var output: [Rule] {
    [Rule([.isSet(marks.accept)], .accept)] + devices.map { Rule([.outInterface($0)], .return) } + [
      Rule([], .clear(marks.all)),
      Rule([.conntrackState(.destinationNAT, negated: true)], .jump("cali-to-host-endpoint")),
      Rule([.comment("Host endpoint policy accepted packet."), .isSet(marks.accept)], .accept),
    ]
  }

  /// What a node must hear from its pods to be their IPv6 router.
  private static let routerMessages: [UInt8] = [130, 131, 132, 133, 135, 136]

  private func workloadToHost(_ family: AddressFamily) -> [Rule] {
    let messages = family == .ipv6 ? Self.routerMessages : []
    let action: Target =
      switch settings.hostAction {
      case .drop: .drop
      case .accept: .accept
      case .giveBack: .return
      }
    return messages.map { type in
      Rule([.protocol(.icmpv6), .icmpv6(ICMPType(type))], .accept, spelling: .protocolNumber)
    } + [
      Rule([], .jump("cali-from-wl-dispatch")),
      Rule([.comment("Configured DefaultEndpointToHostAction")], action),
    ]
  }
}
