internal import Digest
internal import Netfilter
internal import Traffic

/// The sets that policies need: each once, however many rules use it.
///
/// Source: `felix/calc/rule_scanner.go`, `libcalico-go/lib/hash`.
struct SetCatalog {
  /// A port that containers name.
  struct NamedPort: Hashable {
    var name: String
    var ipProtocol: IPProtocol
  }

  /// A set with what it stands for.
  struct Entry {
    /// The id whose start is part of the kernel's name.
    var id: String
    var selector: Selector
    /// The port, for a set of addresses with ports.
    var port: NamedPort?
    /// The first rule that needed it.
    var origin: Origin

    /// What its members have in common, in the selector's normal form.
    var meaning: String

    /// Its name in the kernel.
    func name(_ family: AddressFamily) -> SetName { SetName.calico(id, family) }

    /// The kernel's set with these members.
    func set(_ family: AddressFamily, members: [SetMember]) -> IPSet {
      var set = SetCatalog.set(id: id, port == nil ? .hashNet : .hashIPPort, family)
      set.members = members
      set.origin = origin
      set.meaning = meaning
      return set
    }
  }

  /// The size that Felix gives all sets.
  private static let size: UInt32 = 1_048_576

  /// A set without members.
  static func set(id: String, _ type: SetType, _ family: AddressFamily) -> IPSet {
    var set = IPSet(SetName.calico(id, family), type, maxelem: size, label: id)
    set.family = family
    return set
  }

  private struct Key: Hashable {
    var selector: Selector
    var port: NamedPort?
  }

  private(set) var entries: [Entry] = []
  private var places: [Key: Int] = [:]

  /// The place of the set of the endpoints that a selector selects, or of their addresses with a port.
  mutating func index(of selector: Selector, port: NamedPort? = nil, origin: Origin) -> Int {
    let key = Key(selector: selector, port: port)
    if let place = places[key] { return place }
    let place = entries.count
    let meaning = port.map { "port \($0.name)/\($0.ipProtocol.label) of " } ?? ""
    entries.append(
      Entry(
        id: Self.id(of: selector, port: port), selector: selector, port: port, origin: origin,
        meaning: meaning + selector.normalForm))
    places[key] = place
    return place
  }

  /// The id of a set: its kind and a digest.
  static func id(of selector: Selector, port: NamedPort? = nil) -> String {
    let whole = unique("s", selector.normalForm)
    guard let port else { return whole }
    return unique("n", "\(whole),\(port.ipProtocol.felixName),\(port.name)")
  }

  private static func unique(_ kind: String, _ text: String) -> String {
    "\(kind):" + Base64URL.encode(SHA2.digest(Array("\(kind):\(text)".utf8), .sha224))
  }
}

extension SetName {
  /// The kernel's name of the set with an id.
  static func calico(_ id: String, _ family: AddressFamily) -> SetName {
    let name = (family == .ipv4 ? "cali40" : "cali60") + id
    return SetName(String(decoding: name.utf8.prefix(maximumLength), as: UTF8.self))
  }
}
