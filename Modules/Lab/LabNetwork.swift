internal import Netfilter
public import SystemCalls
public import Traffic

/// A lab's network as it stands in the kernel: its plan, and the namespaces of its places.
public struct LabNetwork: Sendable {
  /// What it is built after.
  public internal(set) var plan: LabPlan
  /// For each place its namespace.
  public let namespaces: [NetworkNamespace]
  let tools: Toolbox

  /// Takes over namespaces, one for each place.
  init(_ plan: LabPlan, _ namespaces: [NetworkNamespace], _ tools: Toolbox) {
    (self.plan, self.namespaces, self.tools) = (plan, namespaces, tools)
  }

  /// Builds a network in namespaces of this process; it is gone when the last of them is forgotten.
  ///
  /// Throws before anything is made where the user is not root, a program is missing or the kernel lacks netfilter.
  public static func make(_ plan: LabPlan, _ kind: FilterKind) throws(LabError) -> LabNetwork {
    try check(kind)
    let namespaces = try system { () throws(SystemError) in try NetworkNamespace.make(plan.places.count) }
    let network = LabNetwork(plan, namespaces, try Toolbox(kind))
    try network.wire()
    return network
  }

  /// Throws where no lab can be built on this machine, with the reason.
  public static func check(_ kind: FilterKind) throws(LabError) {
    guard Host.isRoot else { throw .notRoot }
    try Toolbox(kind).check()
  }

  /// Gives all places their devices, addresses and routes.
  func wire() throws(LabError) {
    let wiring = Wiring(plan: plan) { namespaces[$0].path }
    for index in plan.places.indices { try configure(index) }
    for index in plan.places.indices { try runIP(wiring.lines(for: index), at: index) }
  }

  private func configure(_ index: Int) throws(LabError) {
    let settings = plan.settings(of: index)
    try system { () throws(SystemError) in
      try namespaces[index].run { () throws(SystemError) in
        for (file, value) in settings {
          do throws(SystemError) {
            try Files.write(value, to: "/proc/sys/net/\(file)")
          } catch {
            // A kernel without IPv6 has none of its settings.
            if !error.isMissing { throw error }
          }
        }
      }
    }
  }

  private func runIP(_ lines: [String], at index: Int) throws(LabError) {
    let input = lines.joined(separator: "\n") + "\n"
    let ending = try Toolbox.run(tools.ip, ["-batch", "-"], input: input, in: namespaces[index])
    if ending.status != 0 { throw .wiring(plan.places[index].name, ending.errors.firstLine) }
  }

  /// Gives the outside more addresses, so that they can be sources and destinations of probes.
  public mutating func addOutside(_ addresses: [IPAddress]) throws(LabError) {
    let known = plan.places[LabPlan.outside].addresses
    plan.addOutside(addresses.filter(\.isUsable))
    let new = plan.places[LabPlan.outside].addresses.dropFirst(known.count)
    guard !new.isEmpty else { return }
    try runIP(new.map { "address replace \($0) dev lo" }, at: LabPlan.outside)
  }
}
