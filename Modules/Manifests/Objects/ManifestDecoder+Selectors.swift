internal import Diagnostics
internal import PolicyModel

/// Label selectors.
extension ManifestDecoder {
  /// Reads a label selector; `nil` for null.
  mutating func readSelector() throws(Stop) -> LabelSelector? {
    var selector = LabelSelector(position: position)
    let isGiven = try readMapping(.labelSelector) { decoder, field throws(Stop) in
      if field == .matchLabels {
        selector.matchLabels = try decoder.readLabels()
      } else {
        try decoder.readSequence { decoder, _ throws(Stop) in
          if let requirement = try decoder.readRequirement() { selector.matchExpressions.append(requirement) }
        }
      }
    }
    return isGiven ? selector : nil
  }

  private mutating func readRequirement() throws(Stop) -> LabelRequirement? {
    let place = position
    let errors = report.errorCount
    var key: Symbol?
    var comparison: LabelRequirement.Operator?
    var values: [(value: Symbol, place: SourcePosition)] = []
    var valuesPlace = place
    try readMapping(.labelRequirement) { decoder, field throws(Stop) in
      let here = decoder.position
      switch field {
      case .key:
        key = try decoder.readSymbol()
        if let key { decoder.check(key, .labelKey, at: here) }
      case .operator: comparison = try decoder.readCase(of: LabelRequirement.Operator.allCases)
      default:
        valuesPlace = here
        values = try decoder.readValues()
      }
    }
    if report.errorCount == errors {
      if key == nil { add(.missing(pathText(.key), "a label's key"), at: place) }
      if comparison == nil { add(.missing(pathText(.operator), "In, NotIn, Exists or DoesNotExist"), at: place) }
      checkValues(of: comparison, count: values.count, at: valuesPlace)
    }
    guard let key, let comparison else { return nil }
    return LabelRequirement(key, comparison, values.map(\.value), position: place)
  }

  private mutating func readValues() throws(Stop) -> [(value: Symbol, place: SourcePosition)] {
    var values: [(value: Symbol, place: SourcePosition)] = []
    try readSequence { decoder, _ throws(Stop) in
      let place = decoder.position
      let value = try decoder.readSymbol() ?? .empty
      // The API server lets values stay that it took in former times, so an engine may meet them.
      if !decoder.names.isValid(value, .labelValue, in: decoder.symbols) {
        decoder.add(.invalidName(decoder.pathText, decoder.symbols.text(value), .labelValue).tolerable, at: place)
      }
      values.append((value, place))
    }
    return values
  }

  private mutating func checkValues(
    of comparison: LabelRequirement.Operator?, count: Int, at place: SourcePosition
  ) {
    switch comparison {
    case .isIn, .notIn:
      if count == 0 { add(.missing(pathText(.values), "at least one value with In and NotIn"), at: place) }
    case .exists, .doesNotExist:
      if count > 0 { add(.valuesNotAllowed(pathText(.values)), at: place) }
    case nil: break
    }
  }
}
