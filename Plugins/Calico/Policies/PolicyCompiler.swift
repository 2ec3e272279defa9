internal import Backend
internal import Netfilter
internal import PolicyModel
internal import Traffic

/// Turns policies into what Felix works with, or finds why Felix treats one as missing.
///
/// Source: `libcalico-go/lib/backend/syncersv1/updateprocessors`, `felix/calc/rule_scanner.go`, and Typha's validator.
struct PolicyCompiler {
  let version: Calico.Version
  private(set) var catalog = SetCatalog()
  private var selectorNumbers: [String: Int] = [:]

  init(_ version: Calico.Version) { self.version = version }

  /// A policy that Felix does not take as it is: it drops the whole policy.
  struct Invalid: Error {
    /// The field, as in `ingress[0].ports[1]`, below `spec`.
    var path: String
    var value: String
    var reason: String
    var engineMessage: String
  }

  /// The policy for Felix; throws where one of its fields makes Felix drop it.
  mutating func compile(_ policy: CalicoPolicy) throws(Invalid) -> CompiledPolicy {
    let text = "(\(policy.selector)) && \(Self.isIn(policy.namespace))"
    let selector = try Self.parse(text, written: policy.selector, path: "podSelector")
    let normalForm = selector.normalForm
    var result = CompiledPolicy(
      index: policy.index, identity: PolicyIdentity(policy, version), types: policy.types, selector: selector,
      selectorText: normalForm)
    // Nothing is added to the catalog before all is known to be valid.
    let peers = try (policy.ingress + policy.egress).map { rule throws(Invalid) in
      try Self.check(rule)
      return try Self.peerSelector(rule, in: policy.namespace)
    }
    result.selectorNumber = selectorNumbers[normalForm, default: selectorNumbers.count]
    selectorNumbers[normalForm] = result.selectorNumber
    result.ingress = zip(policy.ingress, peers).map { compiled($0, peer: $1, isEgress: false) }
    result.egress = zip(policy.egress, peers.dropFirst(policy.ingress.count)).map {
      compiled($0, peer: $1, isEgress: true)
    }
    var seen: Set<Int> = []
    for rule in result.ingress + result.egress {
      for set in rule.portSets + (rule.peerSet.map { [$0] } ?? []) where seen.insert(set).inserted {
        result.sets.append(set)
      }
    }
    return result
  }

  /// Named ports are of the endpoints that the same side's selector selects; an ingress rule has none there.
  private mutating func compiled(_ rule: CalicoRule, peer: Selector?, isEgress: Bool) -> CompiledRule {
    let names = rule.ports.compactMap(\.name)
    let ranges = rule.ports.compactMap(\.range)
    let portSets = names.map { name in
      catalog.index(
        of: isEgress ? peer ?? .all : .all, port: SetCatalog.NamedPort(name: name, ipProtocol: rule.ipProtocol ?? .tcp),
        origin: rule.origin)
    }
    // The sets of the names say already which endpoints are meant.
    let isImplied = isEgress && !names.isEmpty && ranges.isEmpty
    let peerSet = isImplied ? nil : peer.map { catalog.index(of: $0, origin: rule.origin) }
    return CompiledRule(
      ipProtocol: rule.ipProtocol, nets: rule.peer.nets, notNets: rule.peer.notNets, peerSet: peerSet, ports: ranges,
      portSets: portSets, origin: rule.origin)
  }

  private static func isIn(_ namespace: String) -> String { "projectcalico.org/namespace == '\(namespace)'" }

  /// The selector of a rule's peer with its namespaces; `nil` where the peer has no selector.
  private static func peerSelector(_ rule: CalicoRule, in namespace: String) throws(Invalid) -> Selector? {
    let peer = rule.peer
    guard !peer.selector.isEmpty || !peer.namespaceSelector.isEmpty else { return nil }
    let namespaces = peer.namespaceSelector.isEmpty ? isIn(namespace) : self.namespaces(peer.namespaceSelector)
    let text =
      namespaces.isEmpty
      ? peer.selector : peer.selector.isEmpty ? namespaces : "(\(namespaces)) && (\(peer.selector))"
    guard !text.isEmpty else { return nil }
    return try parse(text, written: peer.selector, path: fieldPath(rule.origin) + ".podSelector")
  }

  /// A namespace selector over the labels that endpoints inherit from their namespaces.
  ///
  /// Nothing for a text that is no selector: the engine goes on as if the rule named no namespaces.
  private static func namespaces(_ selector: String) -> String {
    guard let parsed = try? SelectorParser.parse(selector) else { return "" }
    return parsed.prefixed("pcns.").normalForm
      .replacing("all()", with: "has(projectcalico.org/namespace)")
      .replacing("global()", with: "!has(projectcalico.org/namespace)")
  }

  private static func parse(_ text: String, written: String, path: String) throws(Invalid) -> Selector {
    do {
      return try SelectorParser.parse(text)
    } catch {
      throw Invalid(path: path, value: written, reason: "is no selector to Calico", engineMessage: error.message)
    }
  }

  private static func check(_ rule: CalicoRule) throws(Invalid) {
    let path = fieldPath(rule.origin) + ".ports"
    if let ipProtocol = rule.ipProtocol, !ipProtocol.isKnownToCalico {
      throw Invalid(
        path: path, value: ipProtocol.label, reason: "is no protocol to Calico", engineMessage: "protocol name invalid")
    }
    if let ipProtocol = rule.ipProtocol, !ipProtocol.hasPorts, !rule.ports.isEmpty {
      throw Invalid(
        path: path, value: ipProtocol.label, reason: "has no ports",
        engineMessage: "rules that specify ports must set protocol to TCP or UDP or SCTP")
    }
    for port in rule.ports {
      switch port {
      case .range(let range) where range.lower == 0:
        throw Invalid(
          path: path, value: "0", reason: "is no port",
          engineMessage: "port range invalid, port number must be between 0 and 65536")
      case .name(let name) where !isPortName(name):
        throw Invalid(path: path, value: name, reason: "is no name of a port", engineMessage: "portName")
      default: continue
      }
    }
  }

  /// As Kubernetes has it: 15 bytes at most of small letters, digits and single hyphens within, one letter at least.
  static func isPortName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    let isLetter = { (byte: UInt8) in (97...122).contains(byte) }
    guard (1...15).contains(bytes.count), bytes.contains(where: isLetter), bytes.first != 45, bytes.last != 45 else {
      return false
    }
    return bytes.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == 45 } && !name.contains("--")
  }

  /// The field that a rule came from, below `spec`.
  private static func fieldPath(_ origin: Origin) -> String {
    let (list, peers) = origin.direction == .egress ? ("egress", "to") : ("ingress", "from")
    return "\(list)[\(origin.rule ?? 0)]" + (origin.peer.map { ".\(peers)[\($0)]" } ?? "")
  }
}
