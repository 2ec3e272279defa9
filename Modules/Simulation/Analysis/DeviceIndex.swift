internal import Netfilter

/// The rules of a chain by the one device that they ask for, so that a pod need not be compared with all others.
struct DeviceIndex {
  /// The rules that ask for a device by its whole name, by that.
  private var named: [String: [Int]] = [:]
  /// All other rules.
  private var others: [Int] = []

  /// An index of a chain by the incoming device, or the outgoing one.
  init(_ chain: Chain, isInput: Bool) {
    for (number, rule) in chain.rules.enumerated() {
      if let name = Self.device(of: rule, isInput) {
        named[name, default: []].append(number)
      } else {
        others.append(number)
      }
    }
  }

  /// The rules that a packet with a device can match, in order.
  func rules(for name: String) -> [Int] {
    guard let own = named[name] else { return others }
    return others.isEmpty ? own : (others + own).sorted()
  }

  private static func device(of rule: Rule, _ isInput: Bool) -> String? {
    for match in rule.matches {
      switch match {
      case .inInterface(let name, negated: false) where isInput && name.utf8.last != UInt8(ascii: "+"): return name
      case .outInterface(let name, negated: false) where !isInput && name.utf8.last != UInt8(ascii: "+"): return name
      default: break
      }
    }
    return nil
  }
}
