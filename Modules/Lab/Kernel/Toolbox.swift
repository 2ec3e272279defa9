internal import SystemCalls
internal import Traffic

/// The two ways in which Linux holds iptables' rules.
public enum FilterKind: String, Hashable, Sendable, CaseIterable {
  /// nf_tables.
  case nft
  /// ip_tables.
  case legacy
}

/// The programs that a lab runs, found once.
struct Toolbox: Sendable {
  let kind: FilterKind
  let ip: String
  let ipset: String
  private let restorers: [AddressFamily: String]
  private let savers: [AddressFamily: String]

  /// Throws for the first program that is missing.
  init(_ kind: FilterKind) throws(LabError) {
    self.kind = kind
    ip = try Self.find("ip", package: "iproute2")
    ipset = try Self.find("ipset", package: "ipset")
    var found: [[AddressFamily: String]] = []
    for action in ["restore", "save"] {
      found.append([
        .ipv4: try Self.find("iptables-\(kind.rawValue)-\(action)", package: "iptables"),
        .ipv6: try Self.find("ip6tables-\(kind.rawValue)-\(action)", package: "iptables"),
      ])
    }
    (restorers, savers) = (found[0], found[1])
  }

  /// The arguments with which rules are loaded beside those that are there; whoever has the lock is waited for.
  static let restoring = ["--noflush", "--wait", "60"]

  func restorer(_ family: AddressFamily) -> String { restorers[family] ?? "" }

  func saver(_ family: AddressFamily) -> String { savers[family] ?? "" }

  private static func find(_ name: String, package: String) throws(LabError) -> String {
    guard let path = Host.program(name) else { throw .missingTool(name, package: package) }
    return path
  }

  /// Tries in a namespace that is thrown away whether the kernel can hold what engines load.
  func check() throws(LabError) {
    let namespace = try system { () throws(SystemError) in try NetworkNamespace.make(1)[0] }
    let rules = """
      *filter
      -A FORWARD -m set --match-set probe src -m conntrack --ctstate NEW -m comment --comment x -j ACCEPT
      COMMIT

      """
    let trials = [
      (ipset, ["restore"], "create probe hash:net\n"), (restorer(.ipv4), Self.restoring, rules),
      (saver(.ipv4), [], ""),
    ]
    for (tool, arguments, input) in trials {
      let ending = try Self.run(tool, arguments, input: input, in: namespace)
      if ending.status != 0 { throw .noNetfilter(tool, ending.errors.firstLine) }
    }
  }

  /// Runs a program in a namespace, to its end.
  static func run(
    _ tool: String, _ arguments: [String], input: String = "", in namespace: NetworkNamespace
  ) throws(LabError) -> Child.Ending {
    try system { () throws(SystemError) in
      try namespace.run { () throws(SystemError) in
        var child = Child(tool, arguments)
        child.input = Array(input.utf8)
        // Legacy iptables has one lock for the whole machine in a file of the host; labs have one beside it.
        child.settings = ["XTABLES_LOCKFILE": "/dev/null"]
        return try child.run()
      }
    }
  }
}

extension String {
  /// The first line that says something.
  var firstLine: String { split(whereSeparator: \.isNewline).first.map(String.init) ?? "no word of why" }

  /// The last part of a path.
  var lastPart: String { split(separator: "/").last.map(String.init) ?? self }
}
