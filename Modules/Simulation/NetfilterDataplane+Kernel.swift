public import Backend
internal import Netfilter
public import PolicyModel
internal import Traffic

extension NetfilterDataplane: KernelProgram {
  /// As the engine's network plugin and its own boot text have it.
  public var isBehindProxy: Bool { tools.proxyPlace == .beforeEngine }

  /// The device that the engine's network plugin makes.
  public func device(ofPod index: Int) -> String {
    let id = cluster.pods[index].id
    return tools.podInterface("\(cluster.text(id.namespace)).\(cluster.text(id.name))")
  }

  /// Finds the rule or set that the line is about; costs O(rules).
  public func source(ofLine line: String, on node: NodeName) -> LineSource? {
    let programs = programs.filter { $0.nodes.contains(node) }.map(\.program)
    let origin = programs.lazy.compactMap { Self.origin(ofLine: line, in: $0) }.first { $0.policy != nil }
    guard let origin, let index = origin.policy, Int(index) < cluster.policies.count else { return nil }
    let id = cluster.policies[Int(index)].id
    let reference = PolicyReference(
      id, origin.direction == .egress ? .egress : .ingress, rule: origin.rule, peer: origin.peer)
    return LineSource(policy: cluster.text(id), path: reference.path)
  }

  private static func origin(ofLine line: String, in program: Program) -> Origin? {
    if let script = try? RestoreScript(parsing: "*filter\n\(line)\nCOMMIT\n"), script.commands.count > 1 {
      let chains = program.tables.flatMap(\.chains)
      switch script.commands[1] {
      case .append(let rule, let name), .insert(let rule, let name, _):
        return chains.first { $0.name == name }?.rules.first { $0 == rule }?.origin
      case .declare(let name, _, _): return chains.first { $0.name == name }?.rules.first?.origin
      default: return nil
      }
    }
    let words = line.split(separator: " ")
    return program.sets.first { words.contains($0.name.text[...]) }?.origin
  }
}
