internal import Traffic

/// The settings of Felix that change its program, with the values that the operator gives on AKS.
///
/// Source: FelixConfiguration of `projectcalico.org/v3`; each field under Felix' own name.
struct CalicoSettings: Hashable, Sendable {
  /// What becomes of a packet from a pod to its own node that the pod's egress policies let pass.
  enum HostAction: String, Hashable, Sendable, CaseIterable {
    case drop = "DROP"
    case accept = "ACCEPT"
    case giveBack = "RETURN"
  }

  /// When there is an IPv6 program.
  enum IPv6Support: String, Hashable, Sendable, CaseIterable {
    /// Where a pod or a node of the cluster has an IPv6 address.
    case auto
    case on = "true"
    case off = "false"
  }

  /// When sets leave out members that lie within other members, as nftables needs it.
  enum NFTablesMode: String, Hashable, Sendable, CaseIterable {
    /// They leave them out, though the node runs iptables.
    case auto = "Auto"
    /// They keep them.
    case disabled = "Disabled"
  }

  /// What the names of pods' devices begin with; pods have the first, and packets of all are policed.
  var interfacePrefixes = ["azv"]
  var hostAction = HostAction.accept
  var marks = Marks.standard
  var nftablesMode: NFTablesMode
  var ipv6Support = IPv6Support.auto

  /// The settings of a version on AKS.
  init(_ version: Calico.Version) { nftablesMode = version == .v3_31 ? .disabled : .auto }
}
