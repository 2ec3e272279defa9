internal import Backend
public import History
internal import Reachability
public import Traffic

/// What opened and what closed between two situations, exactly: for every pair of parties all that some pair of their
/// ends may begin after and none might before, and the other way round.
///
///     let ledger = ConnectionLedger(from: before, to: after)
///     ledger.entries.first?.change.isOpened
public struct ConnectionLedger: Sendable {
  /// Whether the parties of a change were there before and after.
  public enum Presence: Int, Hashable, Sendable, Comparable {
    /// Both were, and are.
    case lasting
    /// One was not there before.
    case new
    /// One is not there any more.
    case gone

    /// Lasting ones first.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// One change.
  public struct Entry: Hashable, Sendable {
    /// What opened or closed.
    public var change: ConnectionChange
    /// Whether its parties were there all the time.
    public var presence: Presence
    /// A connection that shows it; `nil` where there is no pair of different ends.
    public var witness: ConnectionWitness?
  }

  /// The changes: those of lasting parties first, in the order of their sources' names.
  public internal(set) var entries: [Entry]
  /// What stands for the whole reachability after: equal for equal states under one engine, whatever was before.
  public let fingerprint: [UInt8]

  /// Compares; without `old`, everything that may begin has opened.
  public init(from old: Situation?, to new: Situation) {
    var finder = LedgerFinder(old, new)
    entries = finder.entries()
    fingerprint = finder.fingerprint.bytes
  }
}

/// A connection between two ends that are there.
public struct ConnectionWitness: Hashable, Sendable {
  /// The source: `namespace/pod`, `node/name`, or an address.
  public var from: String
  /// The destination, likewise.
  public var to: String
  /// The packet.
  public var packet: Packet

  /// `shop/web -> shop/db 80/TCP`.
  public var text: String {
    let isPort = packet.ipProtocol.hasPorts
    return "\(from) -> \(to) "
      + (isPort ? "\(packet.destinationPort)/\(packet.ipProtocol.label)" : packet.ipProtocol.label)
  }
}
