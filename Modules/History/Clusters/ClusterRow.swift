/// A cluster of the history.
public struct ClusterRow: Hashable, Sendable {
  /// The number in the file.
  let id: Int64
  /// The name.
  public var name: String
  /// Its network and what enforces policies, now.
  public var network: NetworkChoice
  /// When it was made known.
  public var created: Instant

  /// The first command that makes such a cluster with AKS.
  public var createCommand: String {
    "az aks create --resource-group \(NetworkChoice.group) --name \(name) \(network.azureOptions)"
  }

  /// Why a text cannot be the name of a cluster; AKS' own rule.
  public static func objection(to name: String) -> HistoryError? {
    let isEdge = { (byte: UInt8) in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
    let bytes = Array(name.utf8)
    let isName =
      (1...63).contains(bytes.count) && isEdge(bytes[0]) && isEdge(bytes[bytes.count - 1])
      && bytes.allSatisfy { isEdge($0) || $0 == 45 || $0 == 95 }
    return isName ? nil : .badClusterName(name)
  }
}
