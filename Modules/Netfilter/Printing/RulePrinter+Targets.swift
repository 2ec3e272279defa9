import Text
import Traffic

extension RulePrinter {
  /// Appends the target with its options.
  mutating func print(_ target: Target) {
    if case .goto(let chain) = target {
      isFelix ? buffer.append(literal: " --goto ") : buffer.append(literal: " -g ")
      buffer.append(bareWord: chain.text)
      return
    }
    isFelix ? buffer.append(literal: " --jump ") : buffer.append(literal: " -j ")
    switch target {
    case .accept: buffer.append(literal: "ACCEPT")
    case .drop: buffer.append(literal: "DROP")
    case .return: buffer.append(literal: "RETURN")
    case .reject(let reason): reject(reason)
    case .mark(let change):
      buffer.append(literal: "MARK")
      print(change)
    case .connmark(let change):
      buffer.append(literal: "CONNMARK")
      print(change)
    case .log(let log): print(log)
    case .nflog(let log): print(log)
    case .jump(let chain), .goto(let chain): buffer.append(bareWord: chain.text)
    case .other(let raw):
      buffer.append(raw.module)
      arguments(raw)
    }
  }

  private mutating func reject(_ reason: RejectReason?) {
    buffer.append(literal: "REJECT")
    let implied: RejectReason = family == .ipv4 ? .portUnreachable : .portUnreachable6
    guard let printed = reason ?? (dialect == .save ? implied : nil) else { return }
    buffer.append(literal: " --reject-with ")
    buffer.append(printed.rawValue)
  }

  private mutating func print(_ change: MarkChange) {
    if dialect == .save {
      buffer.append(literal: " --set-xmark ")
      buffer.append(prefixedHexadecimal: change.value)
      buffer.append(byte: UInt8(ascii: "/"))
      buffer.append(prefixedHexadecimal: change.mask)
      return
    }
    switch change.operation {
    case .set: buffer.append(literal: " --set-mark ")
    case .exclusiveSet: buffer.append(literal: " --set-xmark ")
    case .and: buffer.append(literal: " --and-mark ")
    case .or: buffer.append(literal: " --or-mark ")
    case .xor: buffer.append(literal: " --xor-mark ")
    }
    number(change.operand, hasBareZero: change.hasBareZero)
    guard change.operandMask != .max, change.operation == .set || change.operation == .exclusiveSet else { return }
    buffer.append(byte: UInt8(ascii: "/"))
    buffer.append(prefixedHexadecimal: change.operandMask)
  }

  private mutating func print(_ change: ConnmarkChange) {
    let masks: (packet: UInt32, connection: UInt32)
    switch change {
    case .change(let mark):
      print(mark)
      return
    case .save(let packet, let connection):
      buffer.append(literal: " --save-mark")
      masks = (packet, connection)
    case .restore(let packet, let connection):
      buffer.append(literal: " --restore-mark")
      masks = (packet, connection)
    }
    guard dialect == .save || masks != (.max, .max) else { return }
    buffer.append(literal: " --nfmask ")
    buffer.append(prefixedHexadecimal: masks.packet)
    buffer.append(literal: " --ctmask ")
    buffer.append(prefixedHexadecimal: masks.connection)
  }

  private mutating func print(_ log: LogTarget) {
    buffer.append(literal: "LOG")
    option(" --log-prefix ", text: log.prefix, limit: 29)
    if log.level != 4 {
      buffer.append(literal: " --log-level ")
      buffer.append(decimal: log.level)
    }
    for (bit, option) in LogTarget.options where log.flags & bit != 0 {
      buffer.append(byte: 32)
      buffer.append(option)
    }
  }

  private mutating func print(_ log: NFLogTarget) {
    buffer.append(literal: "NFLOG")
    if dialect == .save { option(" --nflog-prefix ", text: log.prefix, limit: 63) }
    if log.group != 0 || isFelix {
      buffer.append(literal: " --nflog-group ")
      buffer.append(decimal: log.group)
    }
    if dialect != .save { option(" --nflog-prefix ", text: log.prefix, limit: .max) }
    if let size = log.size {
      buffer.append(literal: " --nflog-size ")
      buffer.append(decimal: size)
    }
    if let threshold = log.threshold, dialect != .save || threshold != 1 {
      buffer.append(literal: " --nflog-threshold ")
      buffer.append(decimal: threshold)
    }
  }

  private mutating func option(_ name: StaticString, text: String, limit: Int) {
    guard !text.isEmpty else { return }
    buffer.append(literal: name)
    switch dialect {
    case .npm: buffer.append(bareWord: text)
    case .felix: buffer.append(quotedWord: text)
    default: buffer.append(savedWord: text, limit: limit)
    }
  }
}

extension LogTarget {
  /// The options without value, in the order in which iptables prints them.
  static let options: [(bit: UInt8, name: String)] = [
    (1, "--log-tcp-sequence"), (2, "--log-tcp-options"), (4, "--log-ip-options"), (8, "--log-uid"),
    (32, "--log-macdecode"),
  ]
}
