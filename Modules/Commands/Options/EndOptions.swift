internal import ArgumentParser
internal import Backend
internal import PolicyModel
internal import Reachability
internal import Traffic

/// Which ends of connections a listing is about.
struct EndOptions: ParsableArguments {
  @Flag(help: "List the nodes, too, as node/NAME.")
  var nodes = false

  @Option(
    help: ArgumentHelp("Addresses outside the cluster to list, separated by commas.", valueName: "address,…"))
  var outside: String?

  @OptionGroup var families: FamilyOption

  /// The addresses of `--outside`, each once.
  var addresses: [IPAddress] { outsideTexts.compactMap { IPAddress($0) }.unique }

  private var outsideTexts: [Substring] { outside?.split(separator: ",", omittingEmptySubsequences: false) ?? [] }

  func validate() throws {
    for text in outsideTexts where IPAddress(text) == nil {
      throw ValidationError(
        "--outside \"\(text)\" is no address; expected addresses with commas between them, like 203.0.113.7,8.8.8.8")
    }
  }

  /// What an engine lets begin in a cluster.
  func reachability(of backend: any PolicyBackend, _ cluster: Cluster) throws -> Reachability {
    try backend.translate(cluster).reachability(families.chosen(in: cluster))
  }

  /// What is listed.
  func parties(isFolded: Bool, hasOutside: Bool = false) -> PartyOptions {
    PartyOptions(isFolded: isFolded, hasNodes: nodes, addresses: addresses, hasOutside: hasOutside)
  }

  /// Says on standard error which pods are left out.
  func report(_ list: PartyList, _ family: AddressFamily) {
    guard !list.unreachable.isEmpty else { return }
    let names = list.unreachable.prefix(5).joined(separator: ", ")
    let more = list.unreachable.count > 5 ? " and \(list.unreachable.count - 5) more" : ""
    let kind = family == .ipv4 ? "IPv4" : "IPv6"
    Output.complain("note: over, or without an \(kind) address, so not listed: \(names)\(more)")
  }
}
