import Reachability
import Testing
import Traffic

/// Two pods on one node and two parts of the outside; the stages are made by hand.
@Suite struct DecisionStoreTests {
  private static let web = TrafficSet(.tcp, PortSet([PortRange(80)]))
  private static let dns = TrafficSet(.udp, PortSet([PortRange(53)]))

  /// What leaves passes; what arrives at the first pod is web from the other pod, and what a later stage lets pass.
  private static func reachability() -> Reachability {
    let addresses = ["10.0.0.1", "10.0.0.2"].compactMap { IPAddress($0) }
    let inside = addresses.enumerated().map { End(.pod($0), address: $1, node: 0) }
    let index = EndIndex(inside, blocks: [CIDR("203.0.113.0/24")!], family: .ipv4)
    var store = DecisionStore()
    let (web, dns) = (store.traffic.number(of: web), store.traffic.number(of: dns))
    let later = store.beginTable(side: .source)
    for number in 0..<4 {
      var draft = DecisionDraft(classCount: 4)
      if number == 3 { draft.allow(dns, for: ClassSet(first: 4), in: &store.traffic) }
      store.addRow(draft, to: later)
    }
    let arriving = store.beginTable(side: .destination)
    for number in 0..<4 {
      var draft = DecisionDraft(classCount: 4)
      var other = ClassSet(capacity: 4)
      other.insert(1)
      if number == 0 {
        draft.allow(web, for: other, in: &store.traffic)
        draft.pass(dns, for: ClassSet(first: 4), to: later, in: &store.traffic)
      } else {
        draft.allow(TrafficPool.everything, for: ClassSet(first: 4), in: &store.traffic)
      }
      store.addRow(draft, to: arriving)
    }
    var pod = ClassStages(.pod)
    (pod.arriving, pod.arrivingFromNeighbour) = (arriving, arriving)
    let stages = [pod, pod, ClassStages(.outside), ClassStages(.outside)]
    return Reachability(index, classOf: [0, 1, 2, 3], stages: stages, store: store)
  }

  @Test func `stages answer, one after the other`() {
    let reachability = Self.reachability()
    #expect(reachability.allowed(from: 1, to: 0) == Self.web)
    #expect(reachability.allowed(from: 0, to: 1) == .all)
    #expect(reachability.allowed(from: 0, to: 0) == .all)
    let block = reachability.index.end(at: IPAddress("203.0.113.7")!)!
    #expect(reachability.allowed(from: block, to: 0) == Self.dns)
    #expect(reachability.isAllowed(.udp, port: 53, from: block, to: 0))
    #expect(!reachability.isAllowed(.tcp, port: 80, from: block, to: 0))
    #expect(reachability.classCount == 4)
    #expect(!reachability.dependsOnNodes)
  }

  @Test func `equal rows are held once`() {
    #expect(Self.reachability().rowCount == 4)
  }

  @Test func `a pool holds every set once and computes as the sets do`() {
    var pool = TrafficPool()
    let (web, dns) = (pool.number(of: Self.web), pool.number(of: Self.dns))
    #expect(pool.number(of: Self.web) == web)
    #expect(pool.number(of: .all) == TrafficPool.everything)
    let both = pool.union(web, dns)
    #expect(pool[both] == Self.web.union(Self.dns))
    #expect(pool.intersection(web, dns) == TrafficPool.nothing)
    let rest = pool.subtraction(TrafficPool.everything, web)
    #expect(pool[rest] == Self.web.inverted)
    #expect(pool.subtraction(web, web) == TrafficPool.nothing)
    #expect(pool.union(web, rest) == TrafficPool.everything)
  }
}
