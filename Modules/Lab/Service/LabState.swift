internal import SystemCalls
internal import Traffic

/// What is written down of a lab, as lines of words; texts come last on their lines.
public struct LabState: Sendable {
  /// The process that holds the namespaces: its number, and when it started.
  struct Holder: Hashable, Sendable {
    var process: Int32
    var start: UInt64

    /// Whether that very process is still there.
    var isAlive: Bool { Processes.start(of: process) == start }
  }

  /// The way in which rules are held.
  public var kind: FilterKind
  /// The engine, as `id@version`.
  public var engine: String
  /// Its settings, as `key=value`.
  public var settings: [String] = []
  /// What listeners say.
  public var greeting: Greeting = .name
  /// The block that pods without addresses got theirs from, as it was given.
  public var podCIDR: String?
  /// Labels that were set by hand: `namespace/pod key=value`, or `key-` for one that was taken away.
  public var labels: [String] = []
  /// The names of the input's texts, in order; the texts lie beside.
  public var inputs: [String] = []
  /// The network.
  public var plan: LabPlan
  var holder: Holder?
  /// For each place the holder's descriptor of its namespace, and its number in the kernel.
  var namespaces: [(descriptor: Int32, inode: UInt64)] = []

  /// A lab that is about to be built.
  public init(_ kind: FilterKind, engine: String, plan: LabPlan) {
    (self.kind, self.engine, self.plan) = (kind, engine, plan)
  }

  private static let version = "moat-lab 1"

  /// The lines.
  var text: String {
    var lines = [Self.version, "kind \(kind.rawValue)", "engine \(engine)", "greeting \(greeting.rawValue)"]
    lines += settings.map { "setting \($0)" } + labels.map { "label \($0)" } + inputs.map { "input \($0)" }
    if let podCIDR { lines.append("pods \(podCIDR)") }
    if let holder { lines.append("holder \(holder.process) \(holder.start)") }
    lines += namespaces.map { "namespace \($0.descriptor) \($0.inode)" }
    lines += plan.places.map { place in
      let addresses = place.addresses.map(\.description).joined(separator: ",")
      let device = place.device.isEmpty ? "-" : place.device
      return "place \(place.role.text) \(device) \(addresses.isEmpty ? "-" : addresses) \(place.name)"
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Reads the lines; `nil` if they are none of this version.
  init?(_ text: String) {
    let lines = text.split(separator: "\n").map(String.init)
    guard lines.first == Self.version else { return nil }
    self.init(.nft, engine: "", plan: LabPlan(places: []))
    var places: [LabPlan.Place] = []
    for line in lines.dropFirst() {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      guard words.count == 2 else { return nil }
      guard words[0] != "place" else {
        guard let place = LabPlan.Place(words[1]) else { return nil }
        places.append(place)
        continue
      }
      guard take(words[0], words[1]) else { return nil }
    }
    plan = LabPlan(places: places)
  }

  private mutating func take(_ word: String, _ value: String) -> Bool {
    let parts = value.split(separator: " ")
    switch word {
    case "kind": kind = FilterKind(rawValue: value) ?? .nft
    case "engine": engine = value
    case "greeting": greeting = Greeting(rawValue: value) ?? .name
    case "setting": settings.append(value)
    case "label": labels.append(value)
    case "input": inputs.append(value)
    case "pods": podCIDR = value
    case "holder":
      guard parts.count == 2, let process = Int32(parts[0]), let start = UInt64(parts[1]) else { return false }
      holder = Holder(process: process, start: start)
    case "namespace":
      guard parts.count == 2, let descriptor = Int32(parts[0]), let inode = UInt64(parts[1]) else { return false }
      namespaces.append((descriptor, inode))
    default: return false
    }
    return true
  }

  /// Reads what is written down of a lab.
  init(reading folder: LabFolder) throws(LabError) {
    guard Files.exists(folder.statePath) else {
      throw .unknown(folder.name, known: LabFolder.all.map(\.name).filter { $0 != folder.name })
    }
    let bytes = try system { () throws(SystemError) in try Files.read(folder.statePath) }
    guard let state = LabState(String(decoding: bytes, as: UTF8.self)) else { throw .badState(folder.statePath) }
    self = state
  }

  /// Writes it down, all at once.
  func write(to folder: LabFolder) throws(LabError) {
    try system { () throws(SystemError) in
      try Files.write(text, to: folder.statePath + ".new")
      try Files.move(folder.statePath + ".new", to: folder.statePath)
    }
  }
}

extension LabPlan.Role {
  fileprivate var text: String {
    switch self {
    case .fabric: "fabric"
    case .outside: "outside"
    case .node(let index): "node:\(index)"
    case .pod(let index, let node): "pod:\(index):\(node)"
    }
  }

  fileprivate init?(_ text: Substring) {
    let parts = text.split(separator: ":")
    let numbers = parts.dropFirst().compactMap { Int($0) }
    switch (parts.first, numbers.count) {
    case ("fabric", 0): self = .fabric
    case ("outside", 0): self = .outside
    case ("node", 1): self = .node(numbers[0])
    case ("pod", 2): self = .pod(numbers[0], node: numbers[1])
    default: return nil
    }
  }
}

extension LabPlan.Place {
  fileprivate init?(_ line: String) {
    let words = line.split(separator: " ", maxSplits: 3)
    guard words.count == 4, let role = LabPlan.Role(words[0]) else { return nil }
    let addresses = words[2] == "-" ? [] : words[2].split(separator: ",").compactMap { IPAddress($0) }
    self.init(name: String(words[3]), role: role, addresses: addresses, device: words[1] == "-" ? "" : String(words[1]))
  }
}
