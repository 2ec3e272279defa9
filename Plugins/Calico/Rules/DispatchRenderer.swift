internal import Netfilter

/// The chains that lead from a device's name to its endpoint's chain: a tree of one level.
///
/// Source: `felix/rules/dispatch.go`.
struct DispatchRenderer {
  /// The names of the node's devices, ascending.
  let interfaces: [String]
  private let prefix: String
  /// The names by the character behind the prefix that all share.
  private let bins: [(start: String, names: [String])]

  init(_ interfaces: [String]) {
    self.interfaces = interfaces
    prefix = Self.commonPrefix(interfaces)
    var bins: [(start: String, names: [String])] = []
    for name in interfaces {
      let start = String(name.prefix(prefix.count + 1))
      if bins.last?.start == start {
        bins[bins.count - 1].names.append(name)
      } else {
        bins.append((start, [name]))
      }
    }
    self.bins = bins
  }

  /// The chains of one direction, by name.
  func chains(_ direction: Origin.Direction) -> [Chain] {
    let root = direction == .ingress ? "cali-to-wl-dispatch" : "cali-from-wl-dispatch"
    var rules: [Rule] = []
    var children: [Chain] = []
    for bin in bins {
      guard bin.names.count > 1 else {
        rules.append(jump(bin.names[0], direction))
        continue
      }
      let child = ChainName("\(root)-\(bin.start.dropFirst(prefix.count))")
      rules.append(Rule([device(bin.start + "+", direction)], .goto(child)))
      children.append(RuleSeal.chain(child, bin.names.map { jump($0, direction) } + [Self.unknown]))
    }
    return [RuleSeal.chain(ChainName(root), rules + [Self.unknown])] + children
  }

  /// A device with the prefix of endpoints that is none's.
  private static let unknown = Rule([.comment("Unknown interface")], .drop)

  private func jump(_ name: String, _ direction: Origin.Direction) -> Rule {
    Rule([device(name, direction)], .goto(EndpointRenderer.name(of: name, direction)))
  }

  private func device(_ name: String, _ direction: Origin.Direction) -> Match {
    direction == .ingress ? .outInterface(name) : .inInterface(name)
  }

  /// Of sorted names, what the first and the last share.
  private static func commonPrefix(_ names: [String]) -> String {
    guard let first = names.first, let last = names.last else { return "" }
    return String(zip(first, last).prefix { $0 == $1 }.map(\.0))
  }
}
