/// The options that belong to a rule itself, under their short and long names.
enum RuleOption: Int {
  case `protocol`
  case source
  case destination
  case inInterface
  case outInterface
  case fragment
  case counters
  case match
  case jump
  case goto

  init?(_ text: String) {
    if text.utf8.count == 2, let letter = text.utf8.last {
      self.init(letter: letter)
      return
    }
    switch text {
    case "--protocol", "--proto": self = .protocol
    case "--source", "--src": self = .source
    case "--destination", "--dst": self = .destination
    case "--in-interface": self = .inInterface
    case "--out-interface": self = .outInterface
    case "--fragment": self = .fragment
    case "--set-counters": self = .counters
    case "--match": self = .match
    case "--jump": self = .jump
    case "--goto": self = .goto
    default: return nil
    }
  }

  private init?(letter: UInt8) {
    switch letter {
    case UInt8(ascii: "p"): self = .protocol
    case UInt8(ascii: "s"): self = .source
    case UInt8(ascii: "d"): self = .destination
    case UInt8(ascii: "i"): self = .inInterface
    case UInt8(ascii: "o"): self = .outInterface
    case UInt8(ascii: "f"): self = .fragment
    case UInt8(ascii: "c"): self = .counters
    case UInt8(ascii: "m"): self = .match
    case UInt8(ascii: "j"): self = .jump
    case UInt8(ascii: "g"): self = .goto
    default: return nil
    }
  }

  /// Whether this spelling is one of those that only Felix uses.
  func isLong(_ text: String) -> Bool { text.hasPrefix("--") }

  var canBeNegated: Bool { rawValue <= RuleOption.fragment.rawValue }
}

extension String {
  /// Whether `iptables-save` would print it without quotes.
  var isSavedBare: Bool {
    !isEmpty
      && utf8.allSatisfy { byte in
        switch byte {
        case 48...57, 65...90, 97...122, 45, 95: true
        default: false
        }
      }
  }
}
