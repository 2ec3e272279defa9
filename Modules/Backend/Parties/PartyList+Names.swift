internal import Traffic

extension PartyList {
  /// The parties that a text names: `namespace/pod`, `namespace/workload`, `namespace/` for all its pods, `node/name`, an
  /// address, or `outside`; none where nothing has that name.
  ///
  /// Of a folded party whose pods are not all meant, the whole is given: nothing tells them apart.
  public func parties(named text: String) -> [Party] {
    if text == "outside" { return parties.filter(\.isOutside) }
    if let address = IPAddress(text) {
      guard let end = end(at: address) else { return [] }
      let known = parties.filter { $0.ends.contains(end) }
      return known.isEmpty ? [Party(text, end: end, isOutside: isOutside(end))] : known
    }
    if text.hasSuffix("/") { return parties.filter { $0.members.contains { $0.hasPrefix(text) } } }
    let workload = pods(ofWorkload: text)
    return parties.filter { $0.name == text || $0.members.contains { $0 == text || workload.contains($0) } }
  }
}
