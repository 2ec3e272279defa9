import Netfilter
import Testing
import Text
import Traffic

struct RuleEqualityTests {
  @Test(arguments: [
    ("-s 10.0.0.1 -d 10.1.2.3/8 -p tcp", "--protocol TCP --destination 10.0.0.0/8 --source 10.0.0.1/32"),
    ("-s 10.0.0.0/255.255.0.0", "-s 10.0.0.0/16"),
    ("-s 0.0.0.0/0 -i + -j ACCEPT", "-j ACCEPT"),
    ("-p all", ""),
    ("-p 6", "-p tcp"),
    ("-p 4", "-p ipencap"),
    ("-j MARK --set-mark 0/0x30000", "-j MARK --set-xmark 0x0/0x30000"),
    ("-j MARK --set-mark 6/3", "-j MARK --set-xmark 0x6/0x7"),
    ("-j MARK --and-mark 0xf", "-j MARK --set-xmark 0x0/0xfffffff0"),
    ("-j MARK --or-mark 0xf", "-j MARK --set-mark 0xf/0xf"),
    ("-j CONNMARK --save-mark --mask 0xf", "-j CONNMARK --save-mark --nfmask 0xf --ctmask 0xf"),
    ("-j REJECT", "-j REJECT --reject-with port-unreach"),
    ("-m mark --mark 0/0x3", "-m mark --mark 0x0/0x3"),
    ("-m comment --comment x", "-m comment --comment \"x\""),
    ("-m conntrack --ctstate NEW,RELATED", "-m conntrack --ctstate related,new"),
    ("-p tcp --dport 80 --sport 90", "-p tcp -m tcp --sport 90 --dport 80"),
    ("-p tcp -m mark --mark 1 --dport 80", "-p tcp -m mark --mark 1 -m tcp --dport 80"),
    ("-p tcp --dport 80 -m mark --mark 1 --sport 5", "-p tcp -m tcp --sport 5 --dport 80 -m mark --mark 1"),
    ("-p tcp -m tcp --dport 0:65535", "-p tcp -m tcp"),
    ("-p tcp -m tcp --dport :80", "-p tcp --dport 0:80"),
    ("-p icmp --icmp-type ping", "-p icmp -m icmp --icmp-type 8"),
    ("-m statistic --mode random --probability 0.5", "-m statistic --mode random   --probability \"0.5\""),
    ("-j LOG --log-level warning", "-j LOG"),
    ("-c 5 6 -j DROP", "-j DROP"),
  ])
  func `Two spellings of what the kernel takes for one rule are equal`(left: String, right: String) throws {
    let (left, right) = (try rule(left), try rule(right))
    #expect(left == right)
    #expect(left.hashValue == right.hashValue)
  }

  @Test(arguments: [
    ("-s 10.0.0.1", "-d 10.0.0.1"), ("-s 10.0.0.1", "! -s 10.0.0.1"), ("-p tcp", "-p udp"), ("-j ACCEPT", "-j DROP"),
    ("-p tcp --dport 80", "-p tcp --sport 80"), ("-p tcp --dport 80", "-p tcp -m multiport --dports 80"),
    ("-m mark --mark 1 -m comment --comment x", "-m comment --comment x -m mark --mark 1"),
    ("-m set --match-set a src", "-m set --match-set a dst"),
    ("-m set --match-set a src", "-m set --match-set a src,src"),
    ("-j MARK --set-mark 1/1", "-j MARK --xor-mark 1"), ("-j C", "-g C"),
    ("-p icmp --icmp-type 8", "-p icmp --icmp-type 8/0"),
    ("-j C", "-j c"), ("-m statistic --mode random", "-m statistic --mode nth"), ("! -s 0.0.0.0/0", ""),
  ])
  func `What the kernel tells apart is not equal`(left: String, right: String) throws {
    #expect(try rule(left) != rule(right))
  }

  @Test func `Origin, spelling and counters have no part in equality`() {
    var rule = Rule([.comment("x")], .accept, origin: Origin(policy: 3, direction: .egress, rule: 1, peer: 2))
    rule.counters = Counters(packets: 5, bytes: 6)
    #expect(rule == Rule([.comment("x")], .accept, spelling: .npm))
    #expect(rule.origin.policy == 3)
    #expect(rule.origin.direction == .egress)
    #expect(rule.origin.rule == 1)
    #expect(rule.origin.peer == 2)
    #expect(Origin.none.policy == nil && Origin.none.direction == nil && Origin.none.rule == nil)
    #expect(MemoryLayout<Origin>.size <= 12)
  }

  @Test func `Comments are equal if their first 255 bytes are`() {
    let long = String(repeating: "x", count: 255)
    #expect(Rule([.comment(long + "a")]) == Rule([.comment(long + "b")]))
    #expect(Rule([.comment(long)]) != Rule([.comment(String(long.dropLast()))]))
  }

  @Test func `Sets are equal whatever the order, spelling and bookkeeping of their members`() throws {
    let block = try #require(CIDR("10.1.2.3/8"))
    let masked = try #require(CIDR("10.0.0.0/8"))
    let one = try #require(CIDR("10.0.0.1/32"))
    let address = try #require(IPAddress("10.0.0.1"))
    var left = IPSet("s", .hashNet, members: [.net(block, isExcluded: true), .address(address)], maxelem: 65_536)
    left.label = "ns-x"
    left.bookkeeping = SetBookkeeping(hashSize: 64, options: "counters")
    #expect(left == IPSet("s", .hashNet, members: [.net(one), .net(masked, isExcluded: true)]))
    #expect(left != IPSet("s", .hashNet, members: [.net(one), .net(masked)]))
    #expect(left != IPSet("s", .hashIP, members: left.members))
    #expect(left != IPSet("s", .hashNet, members: left.members, maxelem: 5))
    // The kernel keeps one member for a block; the last one has the say.
    let twice: [SetMember] = [.net(one), .net(block), .net(masked, isExcluded: true)]
    #expect(left == IPSet("s", .hashNet, members: twice))
  }

  @Test func `Tables and programs are equal whatever the order of chains, and idle ones are none`() {
    let chains = [Chain("A", rules: [Rule([], .accept)]), Chain("B")]
    let listed = Table(.filter, chains: [Chain("INPUT", policy: .accept)] + chains.reversed())
    #expect(Table(.filter, chains: chains) == listed)
    #expect(Table(.filter, chains: chains) != Table(.filter, chains: [Chain("FORWARD", policy: .drop)] + chains))
    #expect(Program(tables: [listed, Table(.nat)]) == Program(tables: [Table(.filter, chains: chains)]))
    #expect(Program(family: .ipv6) != Program())
  }
}
