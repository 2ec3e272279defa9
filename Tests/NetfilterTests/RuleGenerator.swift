import Netfilter
import Support
import Traffic

/// Makes random rules out of every match and target of the model.
struct RuleGenerator {
  private var random: SeededGenerator
  /// Whether a rule must be one that the kernel loads and gives back unchanged.
  private let isForKernel: Bool

  static let setText = "create s1 hash:net\ncreate s2 hash:ip,port\n"

  init(_ random: SeededGenerator, forKernel: Bool = false) { (self.random, isForKernel) = (random, forKernel) }

  private mutating func pick<T>(_ values: [T]) -> T { values[number(values.count)] }
  private mutating func number(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
  private mutating func flip() -> Bool { Bool.random(using: &random) }

  mutating func rule() -> Rule {
    var matches: [Match] = []
    let ipProtocol = pick([IPProtocol.tcp, .udp, .sctp, .icmp, IPProtocol(rawValue: 4), nil])
    let negated = number(6) == 0
    if let ipProtocol { matches.append(.protocol(ipProtocol, negated: negated)) }
    if flip() { matches.append(.source(block(), negated: flip())) }
    if number(3) == 0 { matches.append(.destination(block(), negated: flip())) }
    if number(3) == 0 { matches.append(.inInterface(pick(["cali+", "eth0", "azv01234567890"]), negated: flip())) }
    if number(4) == 0 { matches.append(.outInterface(pick(["cali+", "eth0", "a'b"]), negated: flip())) }
    matches.shuffle(using: &random)
    for _ in 0..<number(4) { matches.append(extensionMatch()) }
    if !negated, let ipProtocol {
      let extra = portMatches(ipProtocol)
      matches.insert(contentsOf: extra, at: number(matches.count + 1))
    }
    return Rule(matches, target(hasTCP: ipProtocol == .tcp && !negated))
  }

  private mutating func portMatches(_ ipProtocol: IPProtocol) -> [Match] {
    if ipProtocol == .icmp {
      return [.icmp(flip() ? .any : ICMPType(UInt8(number(255)), code: flip() ? 3 : nil), negated: flip())]
    }
    guard ipProtocol.hasPorts else { return [] }
    // The nft backend loses negated ports 0:65535, and merges tcp matches that do not stand together.
    switch number(5) {
    case 0: return [.sourcePort(range(), negated: flip())]
    case 1: return [.destinationPort(range(), negated: flip())]
    case 2: return [.destinationPort(range(), negated: flip()), .sourcePort(range(), negated: flip())]
    case 3 where !isForKernel: return [.destinationPort(range()), .mark(1), .sourcePort(range()), .sourcePort(range())]
    default:
      let ports = (0..<(1 + number(7))).map { _ in range() }
      return [.multiport(pick([.source, .destination, .either]), ports, negated: flip())]
    }
  }

  private mutating func range() -> PortRange {
    let lower = UInt16(number(65_535))
    return flip() ? PortRange(lower) : PortRange(lower, lower + UInt16(number(65_535 - Int(lower)) + 1))
  }

  private mutating func block() -> CIDR {
    let address = IPv4Address(rawValue: UInt32.random(in: 0 ... .max, using: &random))
    return .v4(CIDRv4(address, length: UInt8(number(isForKernel ? 32 : 33) + (isForKernel ? 1 : 0))))
  }

  private mutating func word() -> String {
    let characters = Array("abcXYZ019-_:/!.,'\"\\ +=%@#äß€")
    return String((0..<(1 + number(12))).map { _ in pick(characters) })
  }

  private mutating func extensionMatch() -> Match {
    switch number(7) {
    case 0: return .set("s1", pick([.src, .dst]), negated: flip())
    case 1: return .set("s2", pick([.srcSrc, .dstDst]), negated: flip())
    case 2: return .mark(UInt32(number(1 << 20)), mask: pick([.max, 0x30000, 0]), negated: flip())
    case 3: return .conntrackState(ConnectionState(rawValue: UInt8(1 + number(127))), negated: flip())
    case 4: return .comment(word())
    case 5:
      let side = AddressTypeMatch.Side(pick([.local, [.local, .unicast], .broadcast]), negated: flip())
      return .addressType(flip() ? AddressTypeMatch(source: side) : AddressTypeMatch(source: side, destination: side))
    default: return .other(RawExtension("limit", "--limit 5/min --limit-burst \(6 + number(9))"))
    }
  }

  private mutating func change() -> MarkChange {
    let operation = pick([MarkChange.Operation.set, .exclusiveSet, .and, .or, .xor])
    if number(5) == 0 { return .clear(UInt32(number(1 << 20))) }
    return MarkChange(operation, UInt32(number(1 << 20)), mask: pick([.max, 0x30000, 0xfff]))
  }

  private mutating func target(hasTCP: Bool) -> Target? {
    switch number(12) {
    case 0: .accept
    case 1: .drop
    case 2: .return
    case 3: .reject(hasTCP ? .tcpReset : pick([nil, .portUnreachable, .hostProhibited]))
    case 4, 5: .mark(change())
    case 6: .connmark(.change(change()))
    case 7: .connmark(flip() ? .save(packetMask: 0xff) : .restore(packetMask: 7, connectionMask: UInt32(number(99))))
    case 8: .log(LogTarget(prefix: word(), level: UInt8(number(8)), flags: pick([0, 1, 14, 47])))
    case 9: .nflog(NFLogTarget(group: UInt16(number(9)), prefix: word(), size: flip() ? 80 : nil))
    case 10: flip() ? .jump("D") : .goto("D")
    default: nil
    }
  }
}
