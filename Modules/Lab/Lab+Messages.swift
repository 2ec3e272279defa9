internal import Backend
internal import SystemCalls

extension LabError: CustomStringConvertible {
  /// The message, and each remedy on a line of its own.
  public var description: String { ([message] + notes.map { "note: \($0)" }).joined(separator: "\n") }
}

extension LabError {
  static func system(_ error: SystemError) -> LabError {
    LabError(error.description, notes: error.isForbidden ? ["run it as root, or under unshare -rn"] : [])
  }

  static let notRoot = LabError(
    "a lab needs root: it makes network namespaces", notes: ["run it with sudo, or under unshare -rn"])

  static func missingTool(_ name: String, package: String) -> LabError {
    LabError("\(name) is not installed", notes: ["apt-get install \(package)"])
  }

  static func noNetfilter(_ tool: String, _ words: String) -> LabError {
    LabError(
      "the kernel cannot hold the rules of a lab: \(tool): \(words)",
      notes: ["it needs ip_tables or nf_tables, ip_set and xt_set; --iptables chooses between nft and legacy"])
  }

  static func existing(_ name: String) -> LabError {
    LabError("lab \"\(name)\" is up already", notes: ["moat lab down --name \(name) ends it"], isUsage: true)
  }

  static func unknown(_ name: String, known: [String]) -> LabError {
    LabError(
      known.isEmpty
        ? "there is no lab" : "there is no lab \"\(name)\"; expected one of \(known.joined(separator: ", "))",
      notes: ["moat lab up -f PATH builds one"], isUsage: true)
  }

  static func badName(_ name: String) -> LabError {
    LabError("a lab cannot be called \"\(name)\"; expected up to 40 of a-z, 0-9 and -, not first a -", isUsage: true)
  }

  static func dead(_ name: String) -> LabError {
    LabError("lab \"\(name)\" has lost its process", notes: ["moat lab gc clears what it left"])
  }

  static func badState(_ path: String) -> LabError {
    LabError("\(path) is no state of a lab that this build reads", notes: ["moat lab gc clears it"])
  }

  static func wiring(_ place: String, _ words: String) -> LabError {
    LabError("ip refused the network of \(place): \(words)")
  }

  static func refused(_ refusal: LineRefusal) -> LabError {
    var text = "\(refusal.tool) refused"
    if let line = refusal.number { text += " line \(line)" }
    text += " on node \"\(refusal.node)\": \(refusal.words) (exit \(refusal.status))"
    var notes = refusal.line.map { ["the line is: \($0)"] } ?? []
    if let source = refusal.source { notes.append("it comes from policy \(source)") }
    return LabError(text, notes: notes)
  }

  static func different(_ node: String, _ differences: [ProgramDifference]) -> LabError {
    let shown = differences.prefix(5).flatMap {
      ["\($0.place) should be: \($0.meant)", "\($0.place) is:        \($0.found)"]
    }
    let rest = differences.count > 5 ? ["and \(differences.count - 5) more"] : []
    return LabError("node \"\(node)\" does not hold what was installed", notes: shown + rest)
  }

  static func unreadable(_ tool: String, _ node: String, _ words: String) -> LabError {
    LabError("what \(tool) printed on node \"\(node)\" cannot be read: \(words)")
  }

  static func unproven(_ probes: [String], count: Int) -> LabError {
    LabError(
      "\(count) probe\(count == 1 ? "" : "s") neither arrived nor met a rule that drops: \(probes.joined(separator: ", "))",
      notes: ["something else changes the lab's network at the same time, or the machine is too busy; try again"])
  }

  static func unsendable(_ name: String) -> LabError {
    LabError("a lab cannot send \(name); expected TCP, UDP, SCTP or ICMP", isUsage: true)
  }

  static func notInLab(_ name: String) -> LabError {
    LabError("\(name) is not in the lab: it has no network of its own there", isUsage: true)
  }

  static func conversation(_ words: String) -> LabError { LabError("the lab's process said: \(words)") }

  static func command(_ words: String) -> LabError { LabError("cannot run \(words): no such program", isUsage: true) }

  static func unequalPods(_ name: String) -> LabError {
    LabError(
      "\(name) would change the lab's network, not only its programs",
      notes: ["pods, nodes and their addresses are fixed while a lab is up; use moat lab down and up"], isUsage: true)
  }
}
