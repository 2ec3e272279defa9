internal import ArgumentParser
internal import Moat
internal import Traffic

/// Ports as users write them, where several may be asked about.
enum PortNames {
  /// Throws for the first that is no port.
  static func validate(_ names: [String]) throws {
    for name in names where ProtocolPort(name) == nil {
      throw ValidationError("--port \"\(name)\" is no port; expected one like 80, 53/UDP, 7777/SCTP or ICMP")
    }
  }

  /// What well-formed names ask for over a family, each port once, in the order of the first mentions.
  static func ports(_ names: [String], over family: AddressFamily) -> [ProtocolPort] {
    names.compactMap { ProtocolPort($0)?.over(family) }.unique
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, in the order of the first mentions.
  var unique: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
