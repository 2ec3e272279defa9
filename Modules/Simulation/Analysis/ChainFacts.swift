internal import Netfilter

/// A chain of one node's program with what flattening asks of it again and again.
final class ChainFacts: Sendable {
  let key: ChainKey
  let chain: Chain
  /// For each rule the number of the chain that it leads to, or -1.
  let callees: [Int32]
  /// What the chain looks at, with all that it calls.
  let use: DeviceView.Use
  /// Whether its own rules tell devices apart, as those of a dispatch do: by a whole name, or by two patterns.
  let isDispatch: Bool
  private let byInput: DeviceIndex?
  private let byOutput: DeviceIndex?

  /// The facts of a chain; `called` is what the chains look at that it calls.
  init(_ chain: Chain, as key: ChainKey, callees: [Int32], called: DeviceView.Use) {
    var use = called
    var inputs: Set<String> = []
    var outputs: Set<String> = []
    for rule in chain.rules {
      for match in rule.matches {
        switch match {
        case .inInterface(let name, _): inputs.insert(name)
        case .outInterface(let name, _): outputs.insert(name)
        case .addressType: use.insert(.locality)
        default: break
        }
      }
    }
    if !inputs.isEmpty { use.insert(.input) }
    if !outputs.isEmpty { use.insert(.output) }
    (self.key, self.chain, self.callees) = (key, chain, callees)
    self.use = use
    isDispatch = [inputs, outputs].contains { names in
      names.count > 1 || names.contains { $0.utf8.last != UInt8(ascii: "+") }
    }
    byInput = isDispatch && !inputs.isEmpty ? DeviceIndex(chain, isInput: true) : nil
    byOutput = isDispatch && !outputs.isEmpty ? DeviceIndex(chain, isInput: false) : nil
  }

  /// The places of the rules that are worth a look, if not all are: where a device is known, those that ask for another
  /// are not.
  func candidates(_ view: DeviceView) -> [Int]? {
    switch (view.input, view.output, byInput, byOutput) {
    case (.named(let device), _, let index?, _): index.rules(for: device)
    case (_, .named(let device), _, let index?): index.rules(for: device)
    default: nil
    }
  }
}
