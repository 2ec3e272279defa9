internal import ArgumentParser
internal import Lab
internal import Moat
internal import Traffic

/// Ports as users write them, as what a lab is asked.
enum ProbePorts {
  static func validate(_ ports: [String]) throws {
    for port in ports where ProtocolPort(port) == nil {
      throw ValidationError("--port \"\(port)\" is no port; expected one like 80, 53/UDP, 7777/SCTP or ICMP")
    }
  }

  /// The questions of well-formed ports; ICMP is that of the family.
  static func questions(_ ports: [String], _ family: AddressFamily = .ipv4) -> [ProbeMatrix.Question] {
    ports.compactMap { ProtocolPort($0) }.map { port in
      family == .ipv6 && port.ipProtocol == .icmp
        ? ProbeMatrix.Question(.icmpv6, 128 << 8) : ProbeMatrix.Question(port.ipProtocol, port.port)
    }
  }
}
