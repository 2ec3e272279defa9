internal import Text
internal import Traffic

/// What `ip` is told in each place, so that packets go as in a cluster of Azure CNI in transparent mode: pods have /32
/// addresses behind devices of their node, everybody's gateway is 169.254.1.1 (fe80::1) and known by a permanent entry.
struct Wiring {
  let plan: LabPlan
  /// The path of a place's namespace.
  let path: (Int) -> String

  private static let gateway4 = "169.254.1.1"
  private static let gateway6 = "fe80::1"

  /// The lines for `ip -batch` in a place; those of the fabric come first, then nodes, then the others.
  func lines(for index: Int) -> [String] {
    let place = plan.places[index]
    switch place.role {
    case .fabric: return fabric()
    case .outside:
      return inner(index) + place.addresses.map { "address add \(host($0)) dev lo\(noDetection($0))" }
    case .node(let node):
      return inner(index) + own(place) + pods(of: node).flatMap { link(to: $0) + routes(to: $0) }
    case .pod: return inner(index) + own(place)
    }
  }

  private func fabric() -> [String] {
    var lines = ["link set lo up"]
    for (index, place) in plan.places.enumerated() {
      switch place.role {
      case .fabric, .pod: continue
      case .outside:
        lines += link(to: index)
        lines += ["route add default via \(hop4(index)) dev \(device(index)) onlink"]
        if plan.hasIPv6 { lines += ["route add default via \(hop6(index)) dev \(device(index)) onlink"] }
      case .node(let node):
        lines += link(to: index)
        for target in [index] + pods(of: node) {
          lines += plan.places[target].addresses.map { address in
            "route add \(host(address)) via \(hop(index, address.family)) dev \(device(index)) onlink"
          }
        }
      }
    }
    return lines
  }

  /// A link to a place, whose end there is called eth0.
  private func link(to index: Int) -> [String] {
    let device = device(index)
    return [
      "link add \(device) address \(mac(index, inner: false)) type veth peer name eth0 "
        + "address \(mac(index, inner: true)) netns \(path(index))",
      "link set \(device) up",
    ] + neighbours(of: index)
  }

  private func neighbours(of index: Int) -> [String] {
    let device = device(index)
    let place = plan.places[index]
    let inner = mac(index, inner: true)
    if case .pod = place.role {
      return place.addresses.map { "neighbour add \($0) lladdr \(inner) dev \(device) nud permanent" }
    }
    let hops = [hop4(index)] + (plan.hasIPv6 ? [hop6(index)] : [])
    return hops.map { "neighbour add \($0) lladdr \(inner) dev \(device) nud permanent" }
  }

  private func routes(to index: Int) -> [String] {
    plan.places[index].addresses.map { "route add \(host($0)) dev \(device(index))" }
  }

  /// The end of a link in its own place, and the way out.
  private func inner(_ index: Int) -> [String] {
    var lines = ["link set lo up", "link set eth0 up"]
    let gateways = [Self.gateway4] + (plan.hasIPv6 ? [Self.gateway6] : [])
    for gateway in gateways {
      lines.append("neighbour add \(gateway) lladdr \(mac(index, inner: false)) dev eth0 nud permanent")
      lines.append("route add default via \(gateway) dev eth0 onlink")
    }
    return lines
  }

  private func own(_ place: LabPlan.Place) -> [String] {
    place.addresses.map { "address add \(host($0)) dev eth0\(noDetection($0))" }
  }

  private func pods(of node: Int) -> [Int] {
    plan.places.indices.filter { if case .pod(_, node) = plan.places[$0].role { true } else { false } }
  }

  private func device(_ index: Int) -> String {
    let place = plan.places[index]
    return place.device.isEmpty ? "link\(index)" : place.device
  }

  private func host(_ address: IPAddress) -> String { "\(address)/\(address.family == .ipv4 ? 32 : 128)" }

  private func noDetection(_ address: IPAddress) -> String { address.family == .ipv6 ? " nodad" : "" }

  private func hop(_ index: Int, _ family: AddressFamily) -> String { family == .ipv4 ? hop4(index) : hop6(index) }

  private func hop4(_ index: Int) -> String { "169.254.\(2 + index / 250).\(1 + index % 250)" }

  private func hop6(_ index: Int) -> String { "fe80::1:\(String(index, radix: 16))" }

  private func mac(_ index: Int, inner: Bool) -> String {
    let bytes: [UInt8] = [0x02, 0x4d, inner ? 1 : 0] + [16, 8, 0].map { UInt8(truncatingIfNeeded: index >> $0) }
    return bytes.map { [$0].hexadecimal }.joined(separator: ":")
  }
}

extension LabPlan {
  /// The settings under `/proc/sys/net` that a place gets before it has devices.
  func settings(of index: Int) -> [(file: String, value: String)] {
    var settings = [
      ("ipv4/conf/default/rp_filter", "2"), ("ipv4/conf/all/rp_filter", "2"), ("ipv4/conf/all/send_redirects", "0"),
      ("ipv4/conf/default/send_redirects", "0"), ("ipv4/icmp_ratelimit", "0"),
      ("ipv6/conf/default/accept_dad", "0"), ("ipv6/conf/default/addr_gen_mode", "1"),
      ("ipv6/conf/default/router_solicitations", "0"), ("ipv6/conf/default/disable_ipv6", hasIPv6 ? "0" : "1"),
      ("ipv6/conf/all/disable_ipv6", hasIPv6 ? "0" : "1"),
    ]
    switch places[index].role {
    case .fabric, .node: settings += [("ipv4/ip_forward", "1"), ("ipv6/conf/all/forwarding", "1")]
    case .outside, .pod: break
    }
    return settings
  }
}
