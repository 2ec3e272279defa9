import Testing

@testable import Lab
@testable import SystemCalls

/// Every text of an error, in one table.
struct MessageTests {
  private static let refusal: LineRefusal = {
    var refusal = LineRefusal(
      tool: "/usr/sbin/iptables-nft-restore", node: "aks-1", status: 2,
      errors: "iptables-restore v1.8.9 (nf_tables): Set azure-npm-1 doesn't exist.\n\nError occurred at line: 2\n",
      text: "*filter\n-A C -m set --match-set azure-npm-1 src -j DROP\nCOMMIT\n")
    refusal.source = "\"shop/web\": spec.ingress[0].from[1]"
    return refusal
  }()

  private static let difference = ProgramDifference(
    place: "filter FORWARD 1", meant: "-A FORWARD -j A", found: "no rule")

  static let texts: [(LabError, String)] = [
    (.notRoot, "a lab needs root: it makes network namespaces\nnote: run it with sudo, or under unshare -rn"),
    (.missingTool("ipset", package: "ipset"), "ipset is not installed\nnote: apt-get install ipset"),
    (
      .noNetfilter("ipset", "Kernel error"),
      """
      the kernel cannot hold the rules of a lab: ipset: Kernel error
      note: it needs ip_tables or nf_tables, ip_set and xt_set; --iptables chooses between nft and legacy
      """
    ),
    (.existing("a"), "lab \"a\" is up already\nnote: moat lab down --name a ends it"),
    (.unknown("a", known: []), "there is no lab\nnote: moat lab up -f PATH builds one"),
    (
      .unknown("a", known: ["b", "c"]),
      "there is no lab \"a\"; expected one of b, c\nnote: moat lab up -f PATH builds one"
    ),
    (.badName("A"), "a lab cannot be called \"A\"; expected up to 40 of a-z, 0-9 and -, not first a -"),
    (.dead("a"), "lab \"a\" has lost its process\nnote: moat lab gc clears what it left"),
    (
      .badState("/run/moat/a/state"),
      "/run/moat/a/state is no state of a lab that this build reads\nnote: moat lab gc clears it"
    ),
    (.wiring("x/a", "File exists"), "ip refused the network of x/a: File exists"),
    (
      .refused(refusal),
      """
      iptables-nft-restore refused line 2 on node "aks-1": Set azure-npm-1 doesn't exist (exit 2)
      note: the line is: -A C -m set --match-set azure-npm-1 src -j DROP
      note: it comes from policy "shop/web": spec.ingress[0].from[1]
      """
    ),
    (
      .different("aks-1", [difference]),
      """
      node "aks-1" does not hold what was installed
      note: filter FORWARD 1 should be: -A FORWARD -j A
      note: filter FORWARD 1 is:        no rule
      """
    ),
    (.unreadable("ipset", "node/a", "no word"), "what ipset printed on node \"node/a\" cannot be read: no word"),
    (
      .unproven(["a to b on 80/TCP"], count: 1),
      """
      1 probe neither arrived nor met a rule that drops: a to b on 80/TCP
      note: something else changes the lab's network at the same time, or the machine is too busy; try again
      """
    ),
    (.unsendable("GRE"), "a lab cannot send GRE; expected TCP, UDP, SCTP or ICMP"),
    (.notInLab("x/a"), "x/a is not in the lab: it has no network of its own there"),
    (.conversation("no"), "the lab's process said: no"),
    (.command("wget"), "cannot run wget: no such program"),
    (
      .unequalPods("a"),
      """
      a would change the lab's network, not only its programs
      note: pods, nodes and their addresses are fixed while a lab is up; use moat lab down and up
      """
    ),
    (.system(SystemError("open /x", code: 2)), "cannot open /x: No such file or directory"),
    (
      .system(SystemError("open /x", code: 13)),
      "cannot open /x: Permission denied\nnote: run it as root, or under unshare -rn"
    ),
  ]

  @Test(arguments: texts.indices) func `Errors say what is wrong and what to do`(index: Int) {
    #expect(Self.texts[index].0.description == Self.texts[index].1)
  }

  @Test func `ipset's and legacy iptables' words name the line too`() {
    let ipset = LineRefusal(
      tool: "ipset", node: "a", status: 1,
      errors: "ipset v7.17: Error in line 2: Element cannot be added to the set: it's already added\n",
      text: "create a hash:net\nadd a 10.0.0.1\n")
    #expect(ipset.number == 2 && ipset.line == "add a 10.0.0.1")
    let legacy = LineRefusal(
      tool: "iptables-legacy-restore", node: "a", status: 1, errors: "iptables-restore: line 3 failed\n",
      text: "1\n2\n3\n")
    #expect(legacy.number == 3 && legacy.line == "3")
  }
}
