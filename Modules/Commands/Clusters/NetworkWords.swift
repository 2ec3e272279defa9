internal import ArgumentParser
internal import History

/// The words of `--network-plugin`.
enum NetworkPluginWord: String, ExpressibleByArgument, CaseIterable, Sendable {
  case azure
  case kubenet
  case none

  var plugin: NetworkPlugin {
    switch self {
    case .azure: .azure
    case .kubenet: .kubenet
    case .none: .none
    }
  }
}

/// The words of `--network-policy`.
enum NetworkPolicyWord: String, ExpressibleByArgument, CaseIterable, Sendable {
  case azure
  case calico
  case none
  case cilium

  /// The engine; throws for one that AKS has and this program has not.
  var engine: NetworkPolicyEngine {
    get throws {
      guard let engine = NetworkPolicyEngine(rawValue: rawValue) else {
        throw Failure(
          outcome: .input, message: "--network-policy cilium: this program does not mirror Cilium",
          notes: ["expected azure, calico or none"])
      }
      return engine
    }
  }
}
