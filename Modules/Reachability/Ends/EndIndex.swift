public import Traffic

/// All ends of connections of one address family, found by address.
///
/// Pods and nodes come first, in the order given; then the outside, cut at the given blocks, ascending.
public struct EndIndex: Sendable {
  /// The ends.
  public let ends: [End]
  /// The family of all addresses.
  public let family: AddressFamily
  /// How many of them are pods and nodes.
  public let insideCount: Int
  private let inside: AddressTable
  private let regions: RegionTree
  /// All ends by their lowest address, larger blocks before what they hold.
  private let order: [Int32]
  private let orderKeys: [AddressKey]

  /// Cuts the outside of `inside` at `blocks`; blocks and ends of another family are left out.
  ///
  /// Of two ends with one address the first counts. Costs O(n log n).
  public init(_ inside: [End], blocks: some Sequence<CIDR>, family: AddressFamily) {
    var ends: [End] = []
    var taken: Set<AddressKey> = []
    ends.reserveCapacity(inside.count)
    taken.reserveCapacity(inside.count)
    for end in inside where end.address.family == family && taken.insert(AddressKey(end.address)).inserted {
      ends.append(end)
    }
    self.family = family
    insideCount = ends.count
    self.inside = AddressTable(ends.map { AddressKey($0.address) })
    regions = RegionTree(blocks, family: family, taken: taken.sorted())
    var keyed = ends.indices.map { (AddressKey(ends[$0].address), family.bitWidth + 1, Int32($0)) }
    for (number, region) in regions.witnessed(family).enumerated() {
      keyed.append((region.first, region.block.length, Int32(insideCount + number)))
      ends.append(region.end)
    }
    keyed.sort { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }
    self.ends = ends
    order = keyed.map(\.2)
    orderKeys = keyed.map(\.0)
  }

  /// The outside that several reachabilities of one family have in common, cut at the blocks of all of them.
  ///
  /// What is left out of it are the addresses of all their pods and nodes.
  public static func outside(of reachabilities: [Reachability], family: AddressFamily) -> [End] {
    var blocks: Set<CIDR> = []
    var inside: [End] = []
    for reachability in reachabilities {
      inside += reachability.ends.prefix(reachability.index.insideCount)
      for case .outside(let block, let holes) in reachability.ends.map(\.kind) {
        blocks.insert(block)
        blocks.formUnion(holes)
      }
    }
    let index = EndIndex(inside, blocks: blocks, family: family)
    return Array(index.ends.dropFirst(index.insideCount))
  }

  /// The end that has an address; `nil` for one of another family.
  public func end(at address: IPAddress) -> Int? {
    guard address.family == family else { return nil }
    let key = AddressKey(address)
    if let index = inside[key] { return Int(index) }
    return regions.region(at: key).map { insideCount + $0 }
  }

  /// The ends that lie wholly in a block, which is one of those that the outside was cut at, or one address.
  public func ends(in block: CIDR) -> some Sequence<Int> {
    let first = AddressKey(block.first)
    let last = AddressKey(block.last)
    let lower = orderKeys.partitionPoint { $0 >= first }
    let upper = orderKeys.partitionPoint { $0 > last }
    let (ends, count, length) = (ends, insideCount, block.length)
    return order[lower..<max(lower, upper)].lazy.map { Int($0) }.filter { index in
      guard index >= count, case .outside(let part, _) = ends[index].kind else { return true }
      return part.length >= length
    }
  }
}

extension Array where Element == AddressKey {
  /// The first index from which on `isBehind` holds; the array is sorted by it.
  func partitionPoint(_ isBehind: (AddressKey) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
