internal import Diagnostics
internal import PolicyModel
internal import Traffic

/// Addresses and blocks.
extension ManifestDecoder {
  /// Reads an address; `nil` for null and the empty text.
  mutating func readAddress() throws(Stop) -> IPAddress? {
    guard try isScalar(.string) else { return nil }
    let place = position
    if !events.current.isPlain, let address = IPv4Address(utf8: events.current.text) {
      try events.advance()
      return .v4(address)
    }
    guard let text = try readText(), !text.isEmpty else { return nil }
    if let address = lenientAddress(text) { return address }
    add(.invalidAddress(pathText, text), at: place)
    return nil
  }

  /// Reads a block; `nil` for null and the empty text.
  mutating func readBlock() throws(Stop) -> CIDR? {
    let place = position
    guard let text = try readText(), !text.isEmpty else { return nil }
    if let block = lenientBlock(text) { return block }
    add(.invalidBlock(pathText, text), at: place)
    return nil
  }

  /// Reads an `ipBlock`; says whether there was one, and gives it if it names a block.
  mutating func readIPBlock() throws(Stop) -> (isGiven: Bool, block: IPBlock?) {
    let place = position
    let errors = report.errorCount
    var cidr: WrittenBlock?
    var holes: [(block: WrittenBlock, place: SourcePosition)] = []
    let isGiven = try readMapping(.ipBlock) { decoder, field throws(Stop) in
      if field == .cidr {
        cidr = try decoder.readWrittenBlock()
        if cidr == .malformed("") { cidr = nil }
      } else {
        try decoder.readSequence { decoder, _ throws(Stop) in
          let (place, errors) = (decoder.position, decoder.report.errorCount)
          let hole = try decoder.readWrittenBlock()
          if hole == nil, decoder.report.errorCount == errors {
            decoder.add(.invalidBlock(decoder.pathText, "").tolerable, at: place)
          }
          holes.append((hole ?? .malformed(""), place))
        }
      }
    }
    guard let cidr else {
      if isGiven, report.errorCount == errors {
        add(.missing(pathText(.cidr), "a block such as 10.0.0.0/8"), at: place)
      }
      return (isGiven, nil)
    }
    if let block = cidr.cidr { checkHoles(holes, in: block) }
    return (isGiven, IPBlock(cidr, except: holes.map(\.block), position: place))
  }

  private mutating func checkHoles(_ holes: [(block: WrittenBlock, place: SourcePosition)], in block: CIDR) {
    for (index, (hole, place)) in holes.enumerated() {
      guard let hole = hole.cidr, !(block.contains(hole) && hole.length > block.length) else { continue }
      path += [.field(.except), .index(index)]
      add(.exceptOutsideBlock(pathText, hole, block), at: place)
      path.removeLast(2)
    }
  }

  /// Reads a block of a policy; what is none is kept as it is written, with an error.
  private mutating func readWrittenBlock() throws(Stop) -> WrittenBlock? {
    let place = position
    guard let text = try readText() else { return nil }
    if let block = CIDR(text) { return .block(block) }
    if let block = lenientBlock(text) { return .padded(block, text) }
    let isHole = path.last?.isField(.cidr) != true
    if isHole || !text.isEmpty { add(.invalidBlock(pathText, text).tolerable, at: place) }
    return .malformed(text)
  }
}

/// Reads an address as the API server does, for which 010.0.0.1 is 10.0.0.1 and ::ffff:10.0.0.1 is, too.
func lenientAddress(_ text: String) -> IPAddress? {
  guard let address = IPAddress(text) ?? withoutLeadingZeros(text).flatMap({ IPAddress($0) }) else { return nil }
  if case .v6(let mapped) = address, mapped.high == 0, mapped.low >> 32 == 0xffff {
    return .v4(IPv4Address(rawValue: UInt32(truncatingIfNeeded: mapped.low)))
  }
  return address
}

/// Reads a block as the API server does.
func lenientBlock(_ text: String) -> CIDR? {
  if let block = CIDR(text) { return block }
  let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
  guard halves.count == 2, let address = withoutLeadingZeros(String(halves[0])),
    let length = withoutLeadingZeros(String(halves[1]))
  else { return nil }
  return CIDR(address + "/" + length)
}

/// Drops the zeros in front of the decimal parts of an IPv4 address or a prefix length; `nil` if it is neither.
private func withoutLeadingZeros(_ text: String) -> String? {
  if text.contains(":") { return text }
  guard !text.isEmpty, text.utf8.count <= 64 else { return nil }
  return text.split(separator: ".", omittingEmptySubsequences: false).map { part in
    let rest = part.drop { $0 == "0" }
    return rest.isEmpty && !part.isEmpty ? "0" : String(rest)
  }.joined(separator: ".")
}
