import Traffic

extension Rule: Hashable {
  /// Whether the kernel could not tell them apart; origin, spelling and counters have no part in it.
  public static func == (left: Self, right: Self) -> Bool {
    guard left.target?.canonical == right.target?.canonical else { return false }
    return left.matches == right.matches || left.canonicalMatches == right.canonicalMatches
  }

  /// Hashes the canonical form.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(canonicalMatches)
    hasher.combine(target?.canonical)
  }

  /// What the kernel keeps of the matches: the header in the order of `iptables-save`, then the others.
  var canonicalMatches: [Match] {
    if isCanonical { return matches }
    var header: [Match?] = [nil, nil, nil, nil, nil]
    var rest: [Match] = []
    for match in matches {
      guard let canonical = match.canonical else { continue }
      if let place = canonical.headerPlace, header[place] == nil {
        header[place] = canonical
      } else {
        rest.append(canonical)
      }
    }
    sortPorts(&rest)
    return header.compactMap(\.self) + rest
  }

  /// Whether the matches stand as the kernel keeps them; true for nearly all that the engines make.
  private var isCanonical: Bool {
    var last = -1
    for match in matches {
      switch match {
      case .source(let block, _), .destination(let block, _):
        if block.length == 0 || block.masked != block { return false }
      case .inInterface(let name, _), .outInterface(let name, _): if name == "+" { return false }
      case .sourcePort(let range, _), .destinationPort(let range, _):
        // Ports of both sides have an order of their own.
        if range == .all || last == .max { return false }
      case .comment(let text): if text.utf8.count > Match.longestComment { return false }
      case .other: return false
      default: break
      }
      let place = match.headerPlace ?? (match.isPort ? .max : .max - 1)
      if place < .max - 1, place <= last { return false }
      last = place
    }
    return true
  }

  /// One tcp match holds a source and a destination port; the kernel lists the source first.
  private func sortPorts(_ matches: inout [Match]) {
    var index = 0
    while index + 1 < matches.count {
      switch (matches[index], matches[index + 1]) {
      case (.destinationPort, .sourcePort):
        matches.swapAt(index, index + 1)
        index += 2
      case (.sourcePort, .destinationPort): index += 2
      default: index += 1
      }
    }
  }
}

extension Match {
  fileprivate var isPort: Bool {
    switch self {
    case .sourcePort, .destinationPort: true
    default: false
    }
  }

  /// Where `iptables-save` puts a match of the header.
  var headerPlace: Int? {
    switch self {
    case .source: 0
    case .destination: 1
    case .inInterface: 2
    case .outInterface: 3
    case .protocol: 4
    default: nil
    }
  }

  /// What the kernel keeps of it; `nil` if that is nothing, because every packet fulfils it.
  var canonical: Match? {
    switch self {
    case .source(let block, let negated):
      !negated && block.length == 0 ? nil : .source(block.masked, negated: negated)
    case .destination(let block, let negated):
      !negated && block.length == 0 ? nil : .destination(block.masked, negated: negated)
    case .inInterface("+", negated: false), .outInterface("+", negated: false): nil
    case .sourcePort(.all, negated: false), .destinationPort(.all, negated: false): nil
    case .comment(let text) where text.utf8.count > Match.longestComment:
      .comment(String(decoding: text.utf8.prefix(Match.longestComment), as: UTF8.self))
    case .other(let raw) where raw.arguments.isEmpty && PortModule(rawValue: raw.module) != nil: nil
    default: self
    }
  }

  /// The kernel cuts longer comments without a word.
  static let longestComment = 255
}

extension Target {
  /// What the kernel keeps of it.
  var canonical: Target {
    switch self {
    case .reject(nil), .reject(.portUnreachable6): return .reject(.portUnreachable)
    case .log(var log):
      log.prefix = String(decoding: log.prefix.utf8.prefix(29), as: UTF8.self)
      return .log(log)
    case .nflog(var log):
      log.prefix = String(decoding: log.prefix.utf8.prefix(63), as: UTF8.self)
      if log.threshold == 1 { log.threshold = nil }
      return .nflog(log)
    default: return self
    }
  }
}
