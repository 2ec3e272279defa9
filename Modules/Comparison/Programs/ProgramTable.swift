public import Backend
internal import PolicyModel
internal import Reachability
public import Traffic

/// How large the contenders' programs are, and how far packets walk in them.
public struct ProgramTable: Sendable {
  /// One contender's numbers.
  public struct Row: Sendable {
    /// The contender.
    public var name: String
    /// Its numbers; `nil` for an engine without a program to look at, or without one of the family.
    public var size: ProgramSize?
    /// The rules that packets are compared with, over allowed pairs; `nil` where there are none.
    public var walk: Walk?
  }

  /// How many rules packets meet.
  public struct Walk: Hashable, Sendable {
    /// The most.
    public var worst: Int
    /// The one in the middle.
    public var median: Int
    /// How many allowed pairs were walked: all pairs of classes, or as many of them as `mostPairs`, evenly spread.
    public var pairs: Int
    /// Whether these were all.
    public var isComplete: Bool
  }

  /// More pairs than this are not walked.
  public static let mostPairs = 10_000

  /// A row for each contender.
  public let rows: [Row]

  /// Measures the programs of one family, or of all; walks are those of the contenders' family.
  ///
  /// Throws `UndecidableError` where a program has a rule whose meaning is not known.
  public init(_ contenders: [Contender], family: AddressFamily? = nil) throws {
    rows = try contenders.map { contender in
      guard let program = contender.program as? any InspectableProgram,
        family.map({ program.families.contains($0) }) ?? true
      else { return Row(name: contender.name) }
      return Row(name: contender.name, size: program.size(of: family), walk: try Self.walk(contender, program))
    }
  }

  private static func walk(_ contender: Contender, _ program: any InspectableProgram) throws -> Walk? {
    let reachability = contender.reachability
    let inside = reachability.members.compactMap(\.first).map { Int($0) }.filter { !reachability.ends[$0].isOutside }
    let total = inside.count * inside.count
    let stride = max(1, total / mostPairs)
    var reader = ReachabilityReader(reachability)
    var counts: [Int] = []
    for number in Swift.stride(from: 0, to: total, by: stride) {
      // A step through both sides at once, so that a stride does not stay on some targets only.
      let (source, target) = (inside[number / inside.count], inside[(number + number / inside.count) % inside.count])
      guard source != target else { continue }
      let traffic = reader.pool[reader.traffic(from: source, to: target)]
      guard let (ipProtocol, port) = traffic.sample else { continue }
      let packet = Packet(
        from: reachability.ends[source].address, to: reachability.ends[target].address, ipProtocol, port: port)
      counts.append(try program.walk(of: packet))
    }
    guard !counts.isEmpty else { return nil }
    counts.sort()
    return Walk(
      worst: counts[counts.count - 1], median: counts[counts.count / 2], pairs: counts.count, isComplete: stride == 1)
  }
}
