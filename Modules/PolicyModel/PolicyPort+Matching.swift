public import Traffic

extension PolicyPort {
  /// Whether a packet goes to this port by the API's definition: a name stands for the container ports of that name and
  /// protocol of the destination, `pod`; where that is no pod, for none.
  public func covers(_ ipProtocol: IPProtocol, _ number: UInt16, at pod: Pod?) -> Bool {
    guard self.ipProtocol == ipProtocol else { return false }
    switch port {
    case nil: return true
    case .number(let first): return Int32(number) >= first && Int32(number) <= endPort ?? first
    case .name(let name): return pod?.numbers(ofPort: name, ipProtocol).contains(number) ?? false
    }
  }
}

extension Pod {
  /// The container ports that have a name, those of init containers left out.
  public func numbers(ofPort name: Symbol, _ ipProtocol: IPProtocol) -> [UInt16] {
    ports.filter { !$0.isInit && $0.name == name && $0.ipProtocol == ipProtocol }.map(\.number)
  }
}
