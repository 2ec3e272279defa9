internal import Traffic

/// The blocks that rules name, nested; each with what is left of it when the blocks inside are taken out.
struct RegionTree: Sendable {
  /// What is left of a block, if anything is.
  struct Region: Sendable {
    var block: CIDR
    var first: AddressKey
    var end: End
  }

  /// A block, whether or not anything is left of it.
  private struct Block {
    var cidr: CIDR
    var first: AddressKey
    var last: AddressKey
    var parent: Int
    var children: [Int] = []
    var region = -1
  }

  private(set) var regions: [Region] = []
  private var blocks: [Block] = []
  private var firsts: [AddressKey] = []
  /// The addresses of pods and nodes, ascending.
  private let taken: [AddressKey]

  /// `taken` are the addresses of pods and nodes, ascending.
  init(_ cidrs: some Sequence<CIDR>, family: AddressFamily, taken: [AddressKey]) {
    self.taken = taken
    let everything: CIDR =
      family == .ipv4
      ? .v4(CIDRv4(IPv4Address(rawValue: 0), length: 0)) : .v6(CIDRv6(IPv6Address(high: 0, low: 0), length: 0))
    var distinct: Set<CIDR> = [everything]
    for cidr in cidrs where cidr.family == family { distinct.insert(cidr.masked) }
    blocks = distinct.map {
      Block(cidr: $0, first: AddressKey($0.first), last: AddressKey($0.last), parent: -1)
    }
    blocks.sort { ($0.first, $0.cidr.length) < ($1.first, $1.cidr.length) }
    firsts = blocks.map(\.first)
    nest()
    for index in blocks.indices {
      guard let witness = firstFree(of: index) else { continue }
      blocks[index].region = regions.count
      let block = blocks[index]
      let holes = block.children.map { blocks[$0].cidr }
      let end = End(.outside(block: block.cidr, holes: holes), address: witness.address(family), node: nil)
      regions.append(Region(block: block.cidr, first: block.first, end: end))
    }
  }

  /// The region that holds an address which no pod and no node has.
  func region(at key: AddressKey) -> Int? {
    var index = firsts.partitionPoint { $0 > key } - 1
    while index >= 0, blocks[index].last < key { index = blocks[index].parent }
    return index < 0 || blocks[index].region < 0 ? nil : blocks[index].region
  }

  /// The regions, each with an address that people know for one of the outside where it has such a one.
  func witnessed(_ family: AddressFamily) -> [Region] {
    var witnessed = regions
    for text in ["198.51.100.1", "203.0.113.1", "2001:db8::1"] {
      guard let address = IPAddress(text), address.family == family, let place = region(at: AddressKey(address)),
        !isTaken(AddressKey(address))
      else { continue }
      let end = witnessed[place].end
      witnessed[place].end = End(end.kind, address: address, node: nil)
    }
    return witnessed
  }

  private func isTaken(_ key: AddressKey) -> Bool {
    let place = taken.partitionPoint { $0 >= key }
    return place < taken.count && taken[place] == key
  }

  private mutating func nest() {
    var open: [Int] = []
    for index in blocks.indices {
      while let last = open.last, blocks[last].last < blocks[index].first { open.removeLast() }
      if let parent = open.last {
        blocks[index].parent = parent
        blocks[parent].children.append(index)
      }
      open.append(index)
    }
  }

  /// The lowest address of a block that is in no block inside and not taken.
  private func firstFree(of index: Int) -> AddressKey? {
    let block = blocks[index]
    var next = block.first
    var child = 0
    var used = taken.partitionPoint { $0 >= next }
    while true {
      if child < block.children.count, blocks[block.children[child]].first == next {
        let last = blocks[block.children[child]].last
        if last == block.last { return nil }
        next = last + 1
        child += 1
        used = taken.partitionPoint { $0 >= next }
      } else if used < taken.count, taken[used] == next {
        if next == block.last { return nil }
        next += 1
        used += 1
      } else {
        return next
      }
    }
  }
}
