internal import Netfilter

/// What endpoints inherit from their namespace (`kns.…`, which allows everything) and service account (`ksa.…`).
///
/// Source: `libcalico-go/lib/backend/k8s/conversion/conversion.go`, `felix/rules/policy.go`.
enum Profile {
  /// The profile of a namespace.
  static func namespace(_ name: String) -> String { "kns.\(name)" }

  /// The profile of a service account.
  static func account(_ name: String, in namespace: String) -> String { "ksa.\(namespace).\(name)" }

  /// The name of a profile's chain.
  static func chain(_ profile: String, _ direction: Origin.Direction) -> ChainName {
    ChainName(prefix: direction == .ingress ? "cali-pri-" : "cali-pro-", id: profile)
  }

  /// A profile's chain: a namespace lets everything pass, a service account has no rules.
  static func rules(_ profile: String, _ direction: Origin.Direction, marks: Marks) -> Chain {
    let comment = Match.comment("Profile \(profile) \(direction == .ingress ? "ingress" : "egress")")
    let target: Target? = profile.hasPrefix("kns.") ? .set(marks.accept) : nil
    return RuleSeal.chain(chain(profile, direction), [Rule([comment], target)])
  }
}
