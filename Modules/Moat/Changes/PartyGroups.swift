internal import Reachability

/// Parties that nothing tells apart on one side, before and after.
struct PartyGroups {
  /// A group.
  struct Group {
    var parties: [Int]
    /// A class for each behaviour of its ends, before and after; none where the parties are not there.
    var old: [Int]
    var new: [Int]
    var isOutside: Bool
    /// The nodes that its ends are on.
    var nodes: Set<Int>
  }

  private(set) var groups: [Group] = []

  init(_ parties: [JointParty], _ old: Reachability?, _ new: Reachability, _ side: Side) {
    let before = old.map { Behaviours($0, side) }
    let after = Behaviours(new, side)
    var numbers: [[Int32]: Int] = [:]
    for (index, party) in parties.enumerated() {
      let (was, becomes) = (before?.numbers(party.old) ?? [], after.numbers(party.new))
      let key = was + [-1] + becomes + [party.isOutside ? -2 : -3]
      let nodes = party.new.compactMap { new.ends[Int($0)].node } + party.old.compactMap { old?.ends[Int($0)].node }
      if let number = numbers[key] {
        groups[number].parties.append(index)
        groups[number].nodes.formUnion(nodes)
      } else {
        numbers[key] = groups.count
        groups.append(
          Group(
            parties: [index], old: was.map { before?.samples[Int($0)] ?? 0 },
            new: becomes.map { after.samples[Int($0)] },
            isOutside: party.isOutside, nodes: Set(nodes)))
      }
    }
  }
}

/// The behaviours of a reachability's classes on one side, each with a class that has it.
private struct Behaviours {
  private let reachability: Reachability
  private let ofClass: [Int32]
  private(set) var samples: [Int]

  init(_ reachability: Reachability, _ side: Side) {
    self.reachability = reachability
    ofClass = reachability.behaviour(side)
    samples = Array(repeating: 0, count: Int(ofClass.max() ?? -1) + 1)
    for (index, number) in ofClass.enumerated().reversed() { samples[Int(number)] = index }
  }

  /// The behaviours of some ends, ascending, each once.
  func numbers(_ ends: [Int32]) -> [Int32] {
    if ends.count == 1 { return [ofClass[Int(reachability.classOf[Int(ends[0])])]] }
    return Set(ends.map { ofClass[Int(reachability.classOf[Int($0)])] }).sorted()
  }
}
