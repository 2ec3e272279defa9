internal import Backend
internal import Lab
internal import Traffic

/// What is said of a lab that is up.
enum LabReport {
  /// One line.
  static func summary(_ lab: Lab, _ engine: BackendDescriptor) -> String {
    let places = lab.network.plan.places
    let nodes = places.count { if case .node = $0.role { true } else { false } }
    let pods = places.count { if case .pod = $0.role { true } else { false } }
    return "lab \(lab.folder.name): \(nodes) node\(nodes == 1 ? "" : "s"), \(pods) pod\(pods == 1 ? "" : "s"), "
      + "\(engine.name) in iptables-\(lab.state.kind.rawValue)\n"
  }

  /// The places with their addresses and devices.
  static func places(_ lab: Lab) -> String {
    let places = lab.network.plan.places.filter { $0.role != .fabric }
    let width = places.map(\.name.count).max() ?? 0
    return places.map { place in
      let name = place.name + String(repeating: " ", count: width - place.name.count)
      let addresses =
        place.addresses.isEmpty ? "no address" : place.addresses.map(\.description).joined(separator: ", ")
      return "  \(name)  \(addresses)\(place.device.isEmpty ? "" : "  \(place.device)")\n"
    }.joined()
  }
}
