internal import Backend
internal import Digest
internal import Netfilter
internal import Simulation
internal import Text
internal import Traffic

/// The texts that the engine sends to ipset and iptables for a fresh node: boot, all sets, one batch of all policies.
///
/// Source: `npm/pkg/dataplane/ioutil/restore.go`, `policies/policymanager_linux.go`, `ipsets/ipsetmanager_linux.go`.
enum RestoreText {
  static let tools = NetfilterTools(
    ruleDialect: .npm, setDialect: .npm, restore: { artifacts(for: $0) },
    podInterface: { "azv" + SHA1.hexadecimal($0).prefix(11) }, proxyPlace: .beforeEngine)

  static func artifacts(for node: NodeProgram) -> [Artifact] {
    [
      Artifact(name: "ipset.restore", content: sets(of: node.program), family: node.program.family),
      Artifact(name: "iptables.restore", content: tables(of: node), family: node.program.family),
    ]
  }

  /// A `-N` for every set, then all members.
  private static func sets(of program: Program) -> TextBuffer {
    var text = TextBuffer(capacity: program.sets.reduce(0) { $0 + 64 + $1.members.count * 50 })
    for set in program.sets {
      text.append(SetCommand(.create(set), isForgiving: true), as: .npm)
      text.append(byte: 10)
    }
    for set in program.sets {
      for member in set.members {
        text.append(SetCommand(.add(member, to: set.name)), as: .npm)
        text.append(byte: 10)
      }
    }
    return text
  }

  /// The boot text, the batch, and the jump from FORWARD, which the engine makes by a command of its own.
  private static func tables(of node: NodeProgram) -> TextBuffer {
    let chains = node.program[.filter]?.chains ?? []
    let base = chains.filter { BaseChains.all.contains($0.name) }
    let policies = chains.filter { !BaseChains.all.contains($0.name) }
    var text = TextBuffer()
    text.append(literal: "*filter\n")
    for name in BaseChains.all { text.append(.declare(name)) }
    for name in BaseChains.all {
      for rule in BaseChains.bootRules(of: name) { text.append(.append(rule, to: name)) }
    }
    text.append(literal: "COMMIT\n")
    if !policies.isEmpty { appendBatch(base: base, policies: policies, to: &text) }
    text.append(literal: "*filter\n")
    for hook in node.hooks { text.append(hook.command) }
    text.append(literal: "COMMIT\n")
    return text
  }

  private static func appendBatch(base: [Chain], policies: [Chain], to text: inout TextBuffer) {
    text.append(literal: "*filter\n")
    for chain in policies { text.append(.declare(chain.name)) }
    text.append(.flush(BaseChains.azure))
    for rule in BaseChains.activation { text.append(.append(rule, to: BaseChains.azure)) }
    let jumps = Self.jumps(of: base)
    let owners = policies.map { $0.rules.first?.origin.policy }
    // Policies whose 32-bit names share a chain have none of their own; then the jumps follow all chains.
    let isShared = !Set(jumps.map(\.policy)).isSubset(of: owners)
    let jumpsByPolicy = Dictionary(grouping: jumps, by: \.policy)
    for (index, chain) in policies.enumerated() {
      for rule in chain.rules { text.append(.append(rule, to: chain.name)) }
      // A policy's jumps follow the rules of both its chains.
      if isShared || (index + 1 < owners.count && owners[index + 1] == owners[index]) { continue }
      for jump in jumpsByPolicy[owners[index]] ?? [] { text.append(jump.command) }
    }
    if isShared { for jump in jumps { text.append(jump.command) } }
    text.append(literal: "COMMIT\n")
  }
}

extension RestoreText {
  /// The inserts of all jumps to policy chains with their policies, ingress first, numbered from 1 in each base chain.
  private static func jumps(of base: [Chain]) -> [(policy: UInt32?, command: RestoreCommand)] {
    [BaseChains.ingress, BaseChains.egress].flatMap { name in
      let rules = base.first { $0.name == name }?.rules ?? []
      return rules.dropLast(BaseChains.bootRules(of: name).count).enumerated().map { index, jump in
        (jump.origin.policy, RestoreCommand.insert(jump, into: name, at: index + 1))
      }
    }
  }
}

extension TextBuffer {
  /// Appends a command as the engine writes it, and a line feed.
  fileprivate mutating func append(_ command: RestoreCommand) {
    append(command, as: .npm)
    append(byte: 10)
  }
}
