import Netfilter
import Support
import Testing
import Text
import Traffic

struct RulePropertyTests {
  @Test func `Random rules survive printing and parsing in every dialect`() throws {
    var generator = RuleGenerator(SeededGenerator("rules"))
    var failures: [String] = []
    for _ in 0..<1500 {
      let rule = generator.rule()
      for dialect in [RuleDialect.npm, .felix, .save] {
        let printed = text(rule, dialect)
        let command = try RestoreCommand(parsing: printed)
        guard case .append(let again, "C") = command else {
          failures.append(printed)
          continue
        }
        if again != rule || again.hashValue != rule.hashValue || text(again, dialect) != printed {
          failures.append(printed)
        }
      }
    }
    #expect(failures.prefix(5) == [])
  }

  @Test func `Random sets survive printing and parsing in every dialect`() throws {
    var random = SeededGenerator("sets")
    for _ in 0..<150 {
      let set = Self.set(&random)
      for dialect in [SetDialect.npm, .felix, .save] {
        var buffer = TextBuffer()
        buffer.append(set, as: dialect)
        let script = try SetScript(parsing: buffer.text)
        #expect(text(script, dialect) == buffer.text)
        guard case .create(var again)? = script.commands.first?.action else { continue }
        for case .add(let member, _, _) in script.commands.map(\.action) { again.members.append(member) }
        #expect(again == set, "\(buffer.text)")
      }
    }
  }

  private static func set(_ random: inout SeededGenerator) -> IPSet {
    let type = SetType.allCases.randomElement(using: &random) ?? .hashNet
    let isSix = type != .listSet && Bool.random(using: &random)
    var set = IPSet("s", type, maxelem: [nil, 65_536, 4_294_967_295, 8].randomElement(using: &random) ?? nil)
    set.family = isSix ? .ipv6 : .ipv4
    set.members = (0..<Int.random(in: 0..<20, using: &random)).map { _ in member(type, isSix, &random) }
    return set
  }

  private static func member(_ type: SetType, _ isSix: Bool, _ random: inout SeededGenerator) -> SetMember {
    let low = UInt64.random(in: 0 ... .max, using: &random)
    let address: IPAddress =
      isSix
      ? .v6(IPv6Address(high: low & 1 == 0 ? 0 : low &* 7, low: low >> (low % 60)))
      : .v4(IPv4Address(rawValue: UInt32(truncatingIfNeeded: low)))
    switch type {
    case .hashNet where low % 3 == 0: return .address(address)
    case .hashNet:
      switch address {
      case .v4(let v4): return .net(.v4(CIDRv4(v4, length: UInt8(1 + low % 32))), isExcluded: low % 5 == 1)
      case .v6(let v6): return .net(.v6(CIDRv6(v6, length: UInt8(1 + low % 128))), isExcluded: low % 5 == 1)
      }
    case .hashIP: return .address(address)
    case .hashIPPort:
      let known: [IPProtocol] = [.tcp, .udp, .sctp, isSix ? .icmpv6 : .icmp]
      return .port(address, known[Int(low % 4)], UInt16(truncatingIfNeeded: low >> 8))
    case .listSet: return .set(SetName("azure-npm-\(low % 30)"))
    }
  }
}
