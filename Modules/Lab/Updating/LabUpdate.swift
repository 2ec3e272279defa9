public import Backend
internal import Netfilter
public import PolicyModel
internal import SystemCalls
internal import Traffic

/// Leads a lab's nodes from the program that they hold to another without a moment between.
///
/// On each node every packet is judged by exactly the old program or exactly the new one. Chains change in one
/// transaction of a table. Sets whose members change are first made anew under other names, to which the new chains
/// lead; when no chain leads to the old ones, these are changed, and a second transaction, which changes no verdict,
/// leads back to them. Nodes change one after the other. If the kernel refuses a line, nodes that have changed go back.
public struct LabUpdate {
  private let network: LabNetwork
  /// What each node holds, as far as it is known.
  private var states: [Int: NodeState] = [:]

  /// Changes of a lab; what its nodes hold is read before the first one.
  public init(_ network: LabNetwork) { self.network = network }

  /// Makes all nodes hold a program and kube-proxy's rules of a cluster; reads them back and compares if `isVerified`.
  public mutating func apply(
    _ program: any KernelProgram, for cluster: Cluster, isVerified: Bool = true
  ) throws(LabError) {
    let proxy = ProxyRules(cluster)
    let book = AddressBook(cluster)
    var former: [NodeState] = []
    for (_, place) in network.plan.nodePlaces {
      if let known = states[place] { former.append(known) } else { former.append(try network.state(at: place)) }
    }
    for (number, (node, place)) in network.plan.nodePlaces.enumerated() {
      let step = NodeStep(network: network, program: program, node: book.nodes[node], place: place)
      do throws(LabError) {
        let meant = try program.state(of: book.nodes[node], proxy: proxy)
        try step.go(from: former[number], to: meant)
        if isVerified { try network.compare(meant, at: place, book.nodes[node]) }
        states[place] = meant
      } catch {
        goBack(to: former, program, book)
        throw error
      }
    }
  }

  /// Gives nodes back what they held; those that hold it stay as they are.
  private mutating func goBack(to former: [NodeState], _ program: any KernelProgram, _ book: AddressBook) {
    for (number, (node, place)) in network.plan.nodePlaces.enumerated() {
      states[place] = nil
      guard let found = try? network.state(at: place) else { continue }
      let step = NodeStep(network: network, program: program, node: book.nodes[node], place: place)
      try? step.go(from: found, to: former[number])
    }
  }
}

/// The change of one node.
struct NodeStep {
  let network: LabNetwork
  let program: any KernelProgram
  let node: NodeName
  let place: Int

  func go(from old: NodeState, to new: NodeState) throws(LabError) {
    let change = SetChange(old: old.four.sets, new: new.four.sets)
    try load(change.preparation)
    do throws(LabError) {
      var middle = old
      if !change.copies.isEmpty {
        middle = change.renamed(new)
        try switchChains(from: old, to: middle, change)
        try load(change.replacement)
      }
      try switchChains(from: middle, to: new, change)
    } catch {
      // What was made for the new program alone is of no use to the old one.
      try? load(change.withdrawal)
      throw error
    }
    try load(change.conclusion)
  }

  private func load(_ script: SetScript) throws(LabError) {
    guard !script.commands.isEmpty else { return }
    let text = NodeText(tool: .ipset, family: .ipv4, text: script.savedText)
    try network.load(text, at: place, of: program, node)
  }

  private func switchChains(from old: NodeState, to new: NodeState, _ change: SetChange) throws(LabError) {
    for family in [AddressFamily.ipv4, .ipv6] {
      let script = ChainChange(old: old[family], new: new[family]).script
      guard !script.commands.isEmpty else { continue }
      let text = NodeText(tool: .iptables, family: family, text: script.savedText(family))
      try network.load(text, at: place, of: program, node) { change.originalNames(in: $0) }
    }
  }
}
