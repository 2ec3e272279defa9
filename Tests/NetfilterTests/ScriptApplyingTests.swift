import Netfilter
import Testing
import Traffic

struct ScriptApplyingTests {
  private static func apply(_ text: String, to program: inout Program, flush: Bool = false) -> String {
    do {
      try RestoreScript(parsing: "*filter\n\(text)COMMIT\n").apply(to: &program, flush: flush)
      return ""
    } catch {
      return "\(error)"
    }
  }

  private static func lines(_ program: Program, _ chain: ChainName) -> [String] {
    (program[.filter]?[chain]?.rules ?? []).map { String(text($0, .save).dropFirst("-A C ".count)) }
  }

  @Test func `Declaring a chain makes it or flushes it, and leaves the rules of the kernel's own`() {
    var program = Program()
    #expect(Self.apply(":A - -\n-A A -j ACCEPT\n-A FORWARD -j A\n", to: &program) == "")
    #expect(Self.apply(":A - -\n:FORWARD DROP [0:0]\n", to: &program) == "")
    #expect(Self.lines(program, "A") == [])
    #expect(Self.lines(program, "FORWARD") == ["-j A"])
    #expect(program[.filter]?["FORWARD"]?.policy == .drop)
    #expect(program[.filter]?["INPUT"]?.policy == .accept)
  }

  @Test func `Insertions go where their number says, and the first is the default`() {
    var program = Program()
    let script = """
      :A - -
      -I A -m mark --mark 1
      -I A -m mark --mark 2
      -I A 2 -m mark --mark 3
      -I A 4 -m mark --mark 4

      """
    #expect(Self.apply(script, to: &program) == "")
    #expect(Self.lines(program, "A") == ["2", "3", "1", "4"].map { "-m mark --mark 0x\($0)" })
    #expect(Self.apply("-D A 2\n-D A -m mark --mark 0x1\n-R A 1 -j DROP\n", to: &program) == "")
    #expect(Self.lines(program, "A") == ["-j DROP", "-m mark --mark 0x4"])
  }

  @Test func `Without noflush a table starts empty and keeps its policies`() {
    var program = Program()
    #expect(Self.apply(":A - -\n:FORWARD DROP [0:0]\n-A FORWARD -j A\n", to: &program) == "")
    #expect(Self.apply(":B - -\n", to: &program, flush: true) == "")
    #expect(program[.filter]?["A"] == nil)
    #expect(Self.lines(program, "FORWARD") == [])
    #expect(program[.filter]?["FORWARD"]?.policy == .drop)
  }

  @Test(arguments: [
    ("-A NOPE -j ACCEPT\n", "line 2: chain \"NOPE\" of table filter does not exist"),
    ("-A A -j NOPE\n", "line 2: chain \"NOPE\" of table filter does not exist"),
    ("-A A -j INPUT\n", "line 2: chain \"INPUT\" of table filter does not exist"),
    ("-A A -m set --match-set nope src\n", "line 2: set \"nope\" does not exist"),
    ("-N A\n", "line 2: chain \"A\" of table filter exists already"),
    ("-P A DROP\n", "line 2: chain \"A\" cannot have a policy; expected one of the kernel's own"),
    (":A DROP [0:0]\n", "line 2: chain \"A\" cannot have a policy; expected one of the kernel's own"),
    ("-X INPUT\n", "line 2: chain \"INPUT\" is the kernel's own and cannot be deleted"),
    ("-X A\n", "line 2: chain \"A\" has rules or is led to; expected an empty chain without jumps to it"),
    ("-F A\n-X A\n", "line 3: chain \"A\" has rules or is led to; expected an empty chain without jumps to it"),
    ("-D A -j DROP\n", "line 2: chain \"A\" has no rule like this one"),
    ("-D A 3\n", "line 2: rule 3 of \"A\" is out of reach of its 1"),
    ("-R A 2 -j DROP\n", "line 2: rule 2 of \"A\" is out of reach of its 1"),
    ("-I A 3 -j DROP\n", "line 2: rule 3 of \"A\" is out of reach of its 1"),
    ("*nat\n", "line 2: table filter is not committed; expected COMMIT"),
    ("COMMIT\n", "line 3: the command stands outside a table; expected *filter or another table before it"),
    (
      "COMMIT\n*raw\n-A PREROUTING -j DROP\nCOMMIT\n-F\n",
      "line 6: the command stands outside a table; expected *filter or another table before it"
    ),
  ])
  func `What the kernel would refuse is refused and leaves the table as it was`(body: String, message: String) {
    var program = Program()
    #expect(Self.apply(":A - -\n-A A -j ACCEPT\n-A FORWARD -j A\n", to: &program) == "")
    let before = program[.filter]
    #expect(Self.apply(body, to: &program) == message)
    #expect(program[.filter] == before)
  }

  @Test func `A script without its last commit is refused`() throws {
    var program = Program()
    let script = try RestoreScript(parsing: "*filter\n-P FORWARD DROP\n")
    #expect(throws: NetfilterError(line: 3, .missingCommit(.filter))) { try script.apply(to: &program) }
    #expect(program == Program())
  }
}

struct SetScriptApplyingTests {
  private static func apply(_ text: String, to program: inout Program) -> String {
    do {
      try SetScript(parsing: text).apply(to: &program)
      return ""
    } catch {
      return "\(error)"
    }
  }

  private static let start = """
    create n hash:net
    create i hash:ip family inet6
    create p hash:ip,port
    create l list:set
    add n 10.0.0.1
    add l n

    """

  @Test(arguments: [
    ("add n 10.0.0.1/32", "line 1: set \"n\" has the member 10.0.0.1/32 already"),
    ("add n 0.0.0.0/0", "line 1: set \"n\" of type hash:net cannot hold 0.0.0.0/0"),
    ("add n 2001:db8::1", "line 1: set \"n\" of type hash:net cannot hold 2001:db8::1"),
    ("add n 10.0.0.2,tcp:80", "line 1: set \"n\" of type hash:net cannot hold 10.0.0.2,tcp:80"),
    ("add i 10.0.0.1", "line 1: set \"i\" of type hash:ip cannot hold 10.0.0.1"),
    ("add l l", "line 1: set \"l\" of type list:set cannot hold l"),
    ("add l nope", "line 1: set \"nope\" does not exist"),
    ("add nope 10.0.0.1", "line 1: set \"nope\" does not exist"),
    ("del n 10.0.0.2", "line 1: set \"n\" has no member 10.0.0.2"),
    ("-N n nethash", "line 1: set \"n\" exists already, or with another type, family or size"),
    ("-N n --exist nethash maxelem 5", "line 1: set \"n\" exists already, or with another type, family or size"),
    ("-N n --exist iphash", "line 1: set \"n\" exists already, or with another type, family or size"),
    ("-X n", "line 1: set \"n\" is in use by a rule or a list"),
    ("swap n p", "line 1: sets \"n\" and \"p\" differ in type or family; expected the same"),
    (
      "create f hash:net maxelem 1\nadd f 1.1.1.1\nadd f 1.1.1.2",
      "line 3: set \"f\" is full; expected at most 1 members"
    ),
  ])
  func `What the kernel would refuse is refused`(line: String, message: String) {
    var program = Program()
    #expect(Self.apply(Self.start, to: &program) == "")
    #expect(Self.apply(line, to: &program) == message)
  }

  @Test func `A line that exists makes all later lines forgiving, and the later nomatch wins`() {
    var program = Program()
    #expect(Self.apply(Self.start, to: &program) == "")
    let script = """
      -N n --exist nethash
      -A n 10.0.0.1/32 nomatch
      -A n 10.1.2.3/8
      -A n 10.0.0.0/8
      -D n 10.9.9.9

      """
    #expect(Self.apply(script, to: &program) == "")
    #expect(program["n"]?.members.map(\.description) == ["10.0.0.1/32 nomatch", "10.0.0.0/8"])
  }

  @Test func `Sets in rules stay, swapped sets change contents, and a deletion leaves the others in order`() throws {
    var program = Program()
    let more = "create m hash:net\nadd m 1.1.1.1\nadd m 1.1.1.2\nadd m 1.1.1.3\n"
    #expect(Self.apply(Self.start + more, to: &program) == "")
    try RestoreScript(parsing: "*filter\n-A FORWARD -m set --match-set m src\nCOMMIT\n").apply(to: &program)
    #expect(Self.apply("destroy m", to: &program) == "line 1: set \"m\" is in use by a rule or a list")
    #expect(Self.apply("del m 1.1.1.2\nswap n m\n", to: &program) == "")
    #expect(program["n"]?.members.map(\.description) == ["1.1.1.1", "1.1.1.3"])
    #expect(program["m"]?.members.map(\.description) == ["10.0.0.1"])
    #expect(Self.apply("flush l\nrename n o\nflush o\ndestroy o\n", to: &program) == "")
    #expect(program["o"] == nil && program["n"] == nil)
  }
}
