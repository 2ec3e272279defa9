import Netfilter
import Testing

struct NetfilterErrorTests {
  private static func error(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    ("-A C -m comment --comment \"a b", "the quote in \"a b does not close; expected \""),
    ("-A C -m comment --comment a\u{0}b", "column 28 is a NUL byte; expected text"),
    ("-Z C", "\"-Z\" is no command; expected a command such as -A, :CHAIN or add"),
    ("COMMIT now", "\"now\" belongs to nothing; expected an option or the line's end"),
    ("*foo", "the table is \"*foo\"; expected *filter, *nat, *mangle, *raw or *security"),
    (":C", ":C has no value; expected one after it"),
    (":C QUEUE", "the policy of C is \"QUEUE\"; expected ACCEPT, DROP or -"),
    (":C - [1:x]", "the counters is \"[1:x]\"; expected [packets:bytes]"),
    ("[1] -A C", "the counters is \"[1]\"; expected [packets:bytes]"),
    ("-A", "-A has no value; expected one after it"),
    ("-R C -j DROP", "the rule's number has no value; expected one after it"),
    ("-I C 0 -j DROP", "the rule's number is \"0\"; expected 1 or more"),
    ("-X C D", "\"D\" belongs to nothing; expected an option or the line's end"),
    ("-P C MAYBE", "the policy of C is \"MAYBE\"; expected ACCEPT or DROP"),
    ("-A 29-bytes-are-too-long-a-name-", "name \"29-bytes-are-too-long-a-name-\" has 29 bytes; expected 1 to 28"),
    ("-A C --frobnicate 5", "the rule has no option \"--frobnicate\""),
    ("-A C foo", "\"foo\" belongs to nothing; expected an option or the line's end"),
    ("-A C -p", "-p has no value; expected one after it"),
    ("-A C -p nonsense", "-p is \"nonsense\"; expected a protocol's name or a number up to 255"),
    ("-A C -p 300", "-p is \"300\"; expected a protocol's name or a number up to 255"),
    ("-A C -p tcp -p udp", "-p is given twice; expected it once"),
    ("-A C -s 10.0.0.0/33", "-s is \"10.0.0.0/33\"; expected one address or block, such as 10.0.0.0/8"),
    ("-A C -s 10.0.0.1,10.0.0.2", "-s is \"10.0.0.1,10.0.0.2\"; expected one address or block, such as 10.0.0.0/8"),
    ("-A C -i 16-bytes-are-too", "-i is \"16-bytes-are-too\"; expected a name of 1 to 15 bytes"),
    ("-A C ! -j DROP", "\"!\" stands before \"-j\"; expected an option that can be negated"),
    ("-A C !", "\"!\" stands before \"\"; expected an option that can be negated"),
    ("-A C -j DROP -j DROP", "-j is given twice; expected it once"),
    ("-A C --dport 80", "--dport needs a protocol with ports; expected -p tcp, udp or sctp without \"!\""),
    ("-A C ! -p tcp --sport 80", "--sport needs a protocol with ports; expected -p tcp, udp or sctp without \"!\""),
    ("-A C -p tcp --dport 70000", "--dport is \"70000\"; expected a port up to 65535, or first:last"),
    ("-A C -p tcp --dport 9:8", "--dport is \"9:8\"; expected a port up to 65535, or first:last"),
    ("-A C -p tcp --dport", "--dport has no value; expected one after it"),
    ("-A C -p tcp -m tcp --nope", "match tcp has no option \"--nope\""),
    ("-A C -p icmp --icmp-type 8/", "--icmp-type is \"8/\"; expected an ICMP type's name, type or type/code"),
    (
      "-A C -m multiport --dports 1",
      "match multiport needs a protocol with ports; expected -p tcp, udp or sctp without \"!\""
    ),
    (
      "-A C -p tcp -m multiport --dports 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15:16",
      "--dports is \"1,2,3,4,5,6,7,8,9,10,11,12,13,14,15:16\"; expected at most 15 ports, a range counting as two"
    ),
    ("-A C -m set", "match set has no --match-set; expected one"),
    ("-A C -m set --match-set a", "--match-set has no value; expected one after it"),
    (
      "-A C -m set --match-set a sideways",
      "--match-set is \"sideways\"; expected one to six of src and dst, such as src,dst"
    ),
    (
      "-A C -m set --match-set 32-bytes-are-too-long-for-a-set- src",
      "name \"32-bytes-are-too-long-for-a-set-\" has 32 bytes; expected 1 to 31"
    ),
    ("-A C -m mark --mark 0x1ffffffff", "--mark is \"0x1ffffffff\"; expected value or value/mask, each of 32 bits"),
    ("-A C -m conntrack --ctstate NEW,OLD", "--ctstate is \"NEW,OLD\"; expected states such as NEW,ESTABLISHED"),
    ("-A C -m addrtype --src-type HOME", "--src-type is \"HOME\"; expected address types such as LOCAL,UNICAST"),
    ("-A C -m comment ! --comment x", "\"!\" stands before \"--comment\"; expected an option that can be negated"),
    ("-A C -m comment --comment x y", "\"y\" belongs to nothing; expected an option or the line's end"),
    ("-A C -j ACCEPT --foo", "target ACCEPT has no option \"--foo\""),
    ("-A C -j MARK", "target MARK has no --set-mark; expected one"),
    (
      "-A C -j MARK --set-mark 1/0x100000000",
      "--set-mark is \"1/0x100000000\"; expected value or value/mask, each of 32 bits"
    ),
    ("-A C -j MARK --or-mark -1", "--or-mark is \"-1\"; expected a number of 32 bits"),
    (
      "-A C -j REJECT --reject-with rudeness",
      "--reject-with is \"rudeness\"; expected a reason such as icmp-port-unreachable or tcp-reset"
    ),
    ("-A C -j LOG --log-level 8", "--log-level is \"8\"; expected a level 0 to 7 or its name, such as warning"),
    ("-A C -j NFLOG --nflog-group 65536", "--nflog-group is \"65536\"; expected a number up to 65535"),
    ("-A C -c 1 x", "-c is \"1 x\"; expected two whole numbers"),
  ])
  func `A line that is no iptables command tells what is wrong and what was expected`(line: String, message: String) {
    #expect(Self.error { _ = try RestoreCommand(parsing: line, line: 7) } == "line 7: " + message)
  }

  @Test(arguments: [
    ("frob s", "\"frob\" is no command; expected a command such as -A, :CHAIN or add"),
    ("create s", "the type of s has no value; expected one after it"),
    ("create s hash:mac", "the type of s is \"hash:mac\"; expected hash:net, hash:ip, hash:ip,port or list:set"),
    ("create s hash:net family 4", "family is \"4\"; expected inet or inet6"),
    ("create s hash:net maxelem 4294967296", "maxelem is \"4294967296\"; expected a number of 32 bits"),
    ("create s hash:net size 8", "a set of type hash:net has no option \"size\""),
    ("add s", "add has no value; expected one after it"),
    (
      "add s 10.0.0.300",
      "add is \"10.0.0.300\"; expected an address, block, address,protocol:port or the name of a set"
    ),
    (
      "add s 10.0.0.1,tcp:70000",
      "add is \"10.0.0.1,tcp:70000\"; expected an address, block, address,protocol:port or the name of a set"
    ),
    ("add net 10.0.0.1,tcp:7", "add is \"10.0.0.1,tcp:7\"; expected an address or block, such as 10.0.0.0/8"),
    ("add port 10.0.0.1", "add is \"10.0.0.1\"; expected address,protocol:port, such as 10.0.0.1,tcp:80"),
    ("add s 10.0.0.1 sometimes", "a member has no option \"sometimes\""),
    ("add s 10.0.0.1,tcp:80 nomatch", "a member without a block has no option \"nomatch\""),
    ("del s 10.0.0.1 nomatch", "\"nomatch\" belongs to nothing; expected an option or the line's end"),
    ("-exist", "-exist has no value; expected one after it"),
    ("swap s", "swap has no value; expected one after it"),
  ])
  func `A line that is no ipset command tells what is wrong and what was expected`(line: String, message: String) {
    let before = line.hasPrefix("add port") ? "create port hash:ip,port\n" : "create net hash:net\n"
    #expect(Self.error { _ = try SetScript(parsing: before + line + "\n") } == "line 2: " + message)
  }

  @Test func `Lines that no tool would read are errors with their line and never a trap`() throws {
    let long = String(repeating: "x", count: 20_000)
    #expect(
      Self.error { _ = try RestoreScript(parsing: "*filter\n-A C -j \(long)\nCOMMIT\n") }
        == "line 2: the line has 20008 bytes; expected at most 10238")
    #expect(
      Self.error { _ = try RestoreScript(parsing: "\n\n-A C -j \(long.prefix(2000))") }
        == "line 3: a word has 2000 bytes; expected at most 1023")
    let many = String(repeating: "-f ", count: 300)
    #expect(
      Self.error { _ = try RestoreScript(parsing: "-A C \(many)") }
        == "line 1: the line has 302 words; expected at most 255")
    #expect(Self.error { _ = try RestoreScript(utf8: [45, 65, 32, 0xff]) } == "line 1: the line is not UTF-8")
    #expect(
      Self.error { _ = try SetScript(utf8: Array("add s 1.1.1.1\u{0}".utf8)) }
        == "line 1: column 14 is a NUL byte; expected text")
  }

  @Test func `Every cut and every changed byte of good lines gives a command or an error`() throws {
    var lines = WholeModel.rules.split(separator: "\n").map(String.init)
    lines += WholeModel.sets.split(separator: "\n").map(String.init)
    for (index, line) in lines.enumerated() {
      var bytes = Array(line.utf8)
      for length in stride(from: 0, to: bytes.count, by: 3) {
        _ = try? RestoreScript(utf8: Array(bytes[..<length]))
        _ = try? SetScript(utf8: Array(bytes[..<length]))
      }
      for place in stride(from: index % 5, to: bytes.count, by: 5) {
        let byte = bytes[place]
        bytes[place] = [0, 34, 33, 45, 57, 47, 44, 200][(place + index) % 8]
        _ = try? RestoreScript(utf8: bytes)
        _ = try? SetScript(utf8: bytes)
        bytes[place] = byte
      }
    }
  }
}
