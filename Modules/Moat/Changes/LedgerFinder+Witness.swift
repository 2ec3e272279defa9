internal import Backend
internal import History
internal import PolicyModel
internal import Reachability
internal import Traffic

extension LedgerFinder {
  /// A pair of ends that shows a change: both are there, on the nodes that the scope asks for, and the change is theirs.
  func witness(
    _ sources: [Int], _ targets: [Int], _ change: ConnectionChange, _ presence: ConnectionLedger.Presence
  ) -> ConnectionWitness? {
    guard let situation = presence == .gone ? old : new, let (ipProtocol, port) = change.traffic.sample else {
      return nil
    }
    let reachability = situation.reachability
    // A few of each are enough: parties of a group are alike, and of a party's ends one shows what the party gained.
    let ends = { (parties: [Int]) -> [Int] in
      parties.prefix(8).flatMap { party in
        (presence == .gone ? parties.isEmpty ? [] : self.parties[party].old : self.parties[party].new).prefix(4)
      }.map { Int($0) }
    }
    var fallback: (Int, Int)?
    for left in ends(sources) {
      for right in ends(targets) where left != right {
        let isNear = reachability.isSameNode(left, right)
        guard change.scope == .all || (change.scope == .sameNode) == isNear else { continue }
        if fallback == nil { fallback = (left, right) }
        let isAllowed = reachability.isAllowed(ipProtocol, port: port, from: left, to: right)
        if isAllowed == (change.isOpened || presence == .gone) {
          return self.witness(left, right, (ipProtocol, port), situation)
        }
      }
    }
    return fallback.map { self.witness($0.0, $0.1, (ipProtocol, port), situation) }
  }

  private func witness(
    _ left: Int, _ right: Int, _ traffic: (IPProtocol, UInt16), _ situation: Situation
  ) -> ConnectionWitness {
    let (source, target) = (situation.reachability.ends[left], situation.reachability.ends[right])
    return ConnectionWitness(
      from: name(source, situation), to: name(target, situation),
      packet: Packet(from: source.address, to: target.address, traffic.0, port: traffic.1))
  }

  private func name(_ end: End, _ situation: Situation) -> String {
    switch end.kind {
    case .pod(let index): situation.cluster.text(situation.cluster.pods[index].id)
    case .node(let index): "node/\(situation.book.nodes[index])"
    case .outside: end.address.description
    }
  }
}
