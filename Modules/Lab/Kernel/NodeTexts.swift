internal import Backend
internal import Netfilter
internal import PolicyModel
internal import Text
internal import Traffic

/// A text for one of the tools, in the order of loading.
struct NodeText {
  enum Tool { case ipset, iptables }

  var tool: Tool
  var family: AddressFamily
  var text: String
}

/// What a node's kernel holds, in both families, sets once.
struct NodeState: Sendable {
  /// IPv4 with all sets, and IPv6 with none.
  var four = Program(family: .ipv4)
  var six = Program(family: .ipv6)

  subscript(family: AddressFamily) -> Program {
    get { family == .ipv4 ? four : six }
    set { if family == .ipv4 { four = newValue } else { six = newValue } }
  }

  /// Executes a text as the kernel would; throws as it would refuse it.
  mutating func apply(_ text: NodeText) throws(NetfilterError) {
    switch text.tool {
    case .ipset: try SetScript(parsing: text.text).apply(to: &four)
    case .iptables:
      var program = self[text.family]
      if text.family == .ipv6 { program.sets = four.sets }
      defer {
        if text.family == .ipv6 { program.sets = [] }
        self[text.family] = program
      }
      try RestoreScript(parsing: text.text).apply(to: &program)
    }
  }

  mutating func apply(_ texts: [NodeText]) throws(NetfilterError) { for text in texts { try apply(text) } }
}

extension KernelProgram {
  /// What a node loads: the engine's texts, and kube-proxy's rules where their jumps stand in FORWARD.
  func texts(for node: NodeName, proxy: ProxyRules) -> [NodeText] {
    let engine = artifacts(for: node, as: .restore).map { artifact in
      NodeText(
        tool: artifact.name.hasPrefix("ipset") ? .ipset : .iptables, family: artifact.family ?? .ipv4,
        text: artifact.content.text)
    }
    let families = Set(engine.map(\.family)).union([.ipv4]).union(proxy.families)
    let rules = families.sorted { $0 == .ipv4 && $1 != .ipv4 }.map { family in
      NodeText(tool: .iptables, family: family, text: proxy.text(on: node, family))
    }
    return isBehindProxy ? engine + rules : rules + engine
  }

  /// What a node should hold: the state to which the texts lead.
  func state(of node: NodeName, proxy: ProxyRules) throws(LabError) -> NodeState {
    var state = NodeState()
    do throws(NetfilterError) {
      try state.apply(texts(for: node, proxy: proxy))
      return state
    } catch {
      throw .unreadable("moat", node.text, error.description)
    }
  }
}
