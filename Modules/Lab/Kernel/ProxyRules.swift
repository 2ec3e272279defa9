internal import Backend
internal import Digest
internal import PolicyModel
internal import Traffic

/// kube-proxy's rules (iptables mode) for a cluster's Services, as `iptables-restore` takes them.
///
/// Source: kube-proxy's `pkg/proxy/iptables/proxier.go`; chains that decide nothing here are left out.
struct ProxyRules: Sendable {
  private let cluster: Cluster
  private let book: AddressBook
  private let kubeProxy: KubeProxy
  /// The families in which something has a cluster or node address.
  let families: Set<AddressFamily>
  /// For each Service its cluster addresses, those that the lab gave included.
  let clusterAddresses: [ObjectName: [IPAddress]]

  init(_ cluster: Cluster) {
    self.cluster = cluster
    book = AddressBook(cluster)
    kubeProxy = KubeProxy(cluster, book)
    families = Set(cluster.pods.flatMap(\.addresses).map(\.family))
    clusterAddresses = ServiceAddresses.all(of: cluster, book)
  }

  /// The rules of a node: chains of nat, and the jumps of filter, which are inserted at the top of FORWARD.
  func text(on node: NodeName, _ family: AddressFamily) -> String {
    let ports = ports(family)
    var nat = ["*nat"]
    let own = ["KUBE-SERVICES", "KUBE-NODEPORTS", "KUBE-MARK-MASQ", "KUBE-POSTROUTING"]
    for chain in own + ports.flatMap(\.chains) { nat.append(":\(chain) - [0:0]") }
    for chain in ["PREROUTING", "OUTPUT"] {
      nat.append("-A \(chain) -m comment --comment \"kubernetes service portals\" -j KUBE-SERVICES")
    }
    nat.append("-A POSTROUTING -m comment --comment \"kubernetes postrouting rules\" -j KUBE-POSTROUTING")
    nat += [
      "-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000",
      "-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN",
      "-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0",
      "-A KUBE-POSTROUTING -m comment --comment \"kubernetes service traffic requiring SNAT\" -j MASQUERADE",
    ]
    nat += ports.flatMap { rules(of: $0, family, on: node) }
    nat.append("-A KUBE-SERVICES -m comment --comment nodeports -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS")
    return (nat + ["COMMIT"] + filter(ports, family, on: node) + [""]).joined(separator: "\n")
  }

  private func filter(_ ports: [ProxyPort], _ family: AddressFamily, on node: NodeName) -> [String] {
    let new = "-m conntrack --ctstate NEW -m comment --comment"
    var lines = ["*filter"] + ["KUBE-FORWARD", "KUBE-SERVICES", "KUBE-EXTERNAL-SERVICES"].map { ":\($0) - [0:0]" }
    lines.append("-I FORWARD 1 \(new) \"kubernetes externally-visible service portals\" -j KUBE-EXTERNAL-SERVICES")
    lines.append("-I FORWARD 1 \(new) \"kubernetes service portals\" -j KUBE-SERVICES")
    lines.append("-I FORWARD 1 -m comment --comment \"kubernetes forwarding rules\" -j KUBE-FORWARD")
    lines.append("-I INPUT 1 \(new) \"kubernetes externally-visible service portals\" -j KUBE-EXTERNAL-SERVICES")
    lines.append("-I OUTPUT 1 \(new) \"kubernetes service portals\" -j KUBE-SERVICES")
    lines.append("-A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP")
    lines.append(
      "-A KUBE-FORWARD -m comment --comment \"kubernetes forwarding rules\" -m mark --mark 0x4000/0x4000 -j ACCEPT")
    lines.append(
      "-A KUBE-FORWARD -m comment --comment \"kubernetes forwarding conntrack rule\" -m conntrack "
        + "--ctstate RELATED,ESTABLISHED -j ACCEPT")
    for port in ports { lines += port.targets.isEmpty ? refusals(port, family) : droppings(port, on: node) }
    return lines + ["COMMIT"]
  }

  /// A Service without ends refuses.
  private func refusals(_ port: ProxyPort, _ family: AddressFamily) -> [String] {
    let reason = family == .ipv4 ? "icmp-port-unreachable" : "icmp6-port-unreachable"
    let note = "-m comment --comment \"\(port.title) has no endpoints\""
    let end = "-j REJECT --reject-with \(reason)"
    var lines = addresses(of: port, family).map { address in
      "-A KUBE-SERVICES -d \(Self.block(address)) -p \(port.name) \(note) -m \(port.name) --dport \(port.port.port) \(end)"
    }
    if port.port.nodePort > 0 {
      lines.append(
        "-A KUBE-EXTERNAL-SERVICES -p \(port.name) -m addrtype --dst-type LOCAL \(note) -m \(port.name) "
          + "--dport \(port.port.nodePort) \(end)")
    }
    return lines
  }

  /// A node port that may lead to the node's own ends only drops where there are none.
  private func droppings(_ port: ProxyPort, on node: NodeName) -> [String] {
    guard port.port.nodePort > 0, port.service.externalTraffic == .local, local(port, on: node).isEmpty else {
      return []
    }
    return [
      "-A KUBE-EXTERNAL-SERVICES -p \(port.name) -m addrtype --dst-type LOCAL -m comment --comment "
        + "\"\(port.title) has no local endpoints\" -m \(port.name) --dport \(port.port.nodePort) -j DROP"
    ]
  }

  private func local(_ port: ProxyPort, on node: NodeName) -> [ProxyPort.Target] {
    port.targets.filter { target in target.endpoint.node.map { book.nodes[$0] } == node }
  }

  private func ports(_ family: AddressFamily) -> [ProxyPort] {
    cluster.services.filter { $0.exposure != .externalName && !$0.isHeadless }.flatMap { service in
      service.ports.map { port in
        let title = cluster.text(service.id) + (port.name.map { ":\(cluster.text($0))" } ?? "")
        let key = title + port.ipProtocol.name
        let targets = kubeProxy.endpoints(of: service, port, family).map { endpoint in
          ProxyPort.Target(
            endpoint: endpoint, chain: "KUBE-SEP-" + Self.mark(key + Self.join(endpoint.address, endpoint.port)))
        }
        return ProxyPort(service: service, port: port, title: title, chain: Self.mark(key), targets: targets)
      }
    }
  }

  private func rules(of port: ProxyPort, _ family: AddressFamily, on node: NodeName) -> [String] {
    guard !port.targets.isEmpty else { return [] }
    let note = "-m comment --comment \"\(port.title)\""
    let asked = "-m \(port.name) --dport \(port.port.port)"
    var lines = addresses(of: port, family).map { address in
      let isExternal = port.service.externalIPs.contains(address)
      let target = (isExternal ? "KUBE-EXT-" : "KUBE-SVC-") + port.chain
      return "-A KUBE-SERVICES -d \(Self.block(address)) -p \(port.name) \(note) \(asked) -j \(target)"
    }
    if port.port.nodePort > 0 {
      lines.append(
        "-A KUBE-NODEPORTS -p \(port.name) \(note) -m \(port.name) --dport \(port.port.nodePort) -j KUBE-EXT-\(port.chain)"
      )
    }
    lines += external(port, family, on: node)
    lines += choice(port.targets, from: "KUBE-SVC-\(port.chain)")
    lines += choice(local(port, on: node), from: "KUBE-SVL-\(port.chain)")
    return lines + ends(port)
  }

  /// What comes by an address or port from outside: to all ends by the node's address, or to the node's own as it is.
  private func external(_ port: ProxyPort, _ family: AddressFamily, on node: NodeName) -> [String] {
    let chain = "KUBE-EXT-\(port.chain)"
    guard port.service.externalTraffic == .local else {
      return ["-A \(chain) -j KUBE-MARK-MASQ", "-A \(chain) -j KUBE-SVC-\(port.chain)"]
    }
    let pods = cluster.pods.indices.filter { book.node(ofPod: $0).map { book.nodes[$0] } == node }
    let clients = pods.flatMap { index in
      cluster.pods[index].addresses.filter { book.owner(of: $0) == .pod(index) && $0.family == family }
    }
    return clients.map { "-A \(chain) -s \(Self.block($0)) -j KUBE-SVC-\(port.chain)" } + [
      "-A \(chain) -m addrtype --src-type LOCAL -j KUBE-MARK-MASQ",
      "-A \(chain) -m addrtype --src-type LOCAL -j KUBE-SVC-\(port.chain)", "-A \(chain) -j KUBE-SVL-\(port.chain)",
    ]
  }

  /// One of the ends, each as likely as the others.
  private func choice(_ targets: [ProxyPort.Target], from chain: String) -> [String] {
    targets.enumerated().map { index, target in
      let rest = targets.count - index
      let chance = rest == 1 ? "" : "-m statistic --mode random --probability \(Self.decimal(1, over: rest)) "
      return "-A \(chain) \(chance)-j \(target.chain)"
    }
  }

  private func ends(_ port: ProxyPort) -> [String] {
    port.targets.flatMap { target in
      [
        "-A \(target.chain) -s \(Self.block(target.endpoint.address)) -j KUBE-MARK-MASQ",
        "-A \(target.chain) -p \(port.name) -m \(port.name) -j DNAT --to-destination "
          + Self.join(target.endpoint.address, target.endpoint.port),
      ]
    }
  }

  private func addresses(of port: ProxyPort, _ family: AddressFamily) -> [IPAddress] {
    ((clusterAddresses[port.service.id] ?? []) + port.service.externalIPs).filter { $0.family == family }
  }

  private static func block(_ address: IPAddress) -> String { "\(address)/\(address.family == .ipv4 ? 32 : 128)" }

  private static func join(_ address: IPAddress, _ port: UInt16) -> String {
    address.family == .ipv4 ? "\(address):\(port)" : "[\(address)]:\(port)"
  }

  /// A fraction as `iptables-save` prints it, with eleven digits.
  private static func decimal(_ part: Int, over whole: Int) -> String {
    let steps = (part * 2_147_483_648 + whole / 2) / whole
    // In two parts, so that the product stays within 64 bits.
    let whole5 = steps * 100_000
    let digits = String(
      (whole5 / 2_147_483_648) * 1_000_000 + (whole5 % 2_147_483_648 * 1_000_000 + 1_073_741_824) / 2_147_483_648)
    return "0." + String(repeating: "0", count: 11 - digits.count) + digits
  }

  /// The first 16 letters of a digest in base 32.
  private static func mark(_ text: String) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    let digest = SHA2.digest(Array(text.utf8), .sha256)
    return String(
      (0..<16).map { index in
        let bit = index * 5
        let pair = Int(digest[bit / 8]) << 8 | Int(digest[bit / 8 + 1])
        return letters[pair >> (11 - bit % 8) & 31]
      })
  }
}
