internal import Backend

extension CalicoSettings {
  /// The settings as users may write them.
  static func descriptions(_ version: Calico.Version) -> [EngineOptionDescription] {
    let standard = CalicoSettings(version)
    return [
      EngineOptionDescription(
        "interfacePrefix", values: "PREFIX[,PREFIX…]", standard: "azv",
        meaning: "what the names of pods' devices on a node begin with"),
      EngineOptionDescription(
        "defaultEndpointToHostAction", values: "DROP|ACCEPT|RETURN", standard: standard.hostAction.rawValue,
        meaning: "what becomes of a packet from a pod to its own node that egress policies let pass"),
      EngineOptionDescription(
        "iptablesMarkMask", values: "0xMASK", standard: "0xffff0000",
        meaning: "the bits of a packet's mark that the engine uses, the lowest five of them"),
      EngineOptionDescription(
        "nftablesMode", values: "Auto|Disabled", standard: standard.nftablesMode.rawValue,
        meaning: "Auto leaves members out of sets that lie within other members"),
      EngineOptionDescription(
        "ipv6Support", values: "auto|true|false", standard: "auto",
        meaning: "whether there is an IPv6 program; auto is where a pod or node has an IPv6 address"),
    ]
  }

  /// Takes one setting; returns what was expected instead where the value is wrong.
  ///
  /// The key must be one of `descriptions`.
  mutating func apply(_ option: EngineOption) -> String? {
    switch option.key {
    case "interfacePrefix":
      let prefixes = option.value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard prefixes.allSatisfy(Self.isInterfacePrefix) else {
        return "prefixes of at most 4 letters, digits, '-', '_' or '.', as in cali or cali,tap"
      }
      interfacePrefixes = prefixes
    case "defaultEndpointToHostAction":
      guard let action = Self.value(option.value, of: HostAction.allCases) else { return "DROP, ACCEPT or RETURN" }
      hostAction = action
    case "iptablesMarkMask":
      guard let mask = Self.number(option.value), let marks = Marks(mask: mask) else {
        return "a number of 32 bits with five bits set at least, as in 0xffff0000"
      }
      self.marks = marks
    case "nftablesMode":
      guard let mode = Self.value(option.value, of: NFTablesMode.allCases) else {
        return "Auto or Disabled: Enabled makes Felix write nftables, which is not mirrored"
      }
      nftablesMode = mode
    default:
      guard let support = Self.value(option.value, of: IPv6Support.allCases) else { return "auto, true or false" }
      ipv6Support = support
    }
    return nil
  }

  /// The case that a value means; capitals do not matter, as they do not to Felix.
  private static func value<Value: RawRepresentable<String>>(_ text: String, of cases: [Value]) -> Value? {
    cases.first { $0.rawValue.lowercased() == text.lowercased() }
  }

  private static func number(_ text: String) -> UInt32? {
    text.lowercased().hasPrefix("0x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text)
  }

  /// A device's name has 15 bytes at most, 11 of which are a pod's digest.
  private static func isInterfacePrefix(_ text: String) -> Bool {
    (1...4).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 48...57, 65...90, 97...122, 45, 46, 95: true
        default: false
        }
      }
  }
}
