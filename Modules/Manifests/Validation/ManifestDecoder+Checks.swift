internal import Diagnostics
internal import PolicyModel

/// Checks of single values.
extension ManifestDecoder {
  /// Says so if a name breaks a rule.
  @discardableResult
  mutating func check(_ name: Symbol, _ rule: NameRule, at place: SourcePosition) -> Bool {
    if names.isValid(name, rule, in: symbols) { return true }
    add(.invalidName(pathText, symbols.text(name), rule), at: place)
    return false
  }

  /// Says so if a key of the map that `path` leads to can't be a label's.
  mutating func checkKey(_ key: Symbol, at place: SourcePosition) {
    if names.isValid(key, .labelKey, in: symbols) { return }
    add(.invalidKey(pathText, symbols.text(key)), at: place)
  }

  /// Says so if an object's name isn't one that its kind may have.
  mutating func checkName(_ name: Symbol, of kind: ObjectKind, at place: SourcePosition) {
    let rule: NameRule =
      switch kind {
      case .namespace, .workload(.statefulSet): .dnsLabel
      case .service: .serviceName
      default: .subdomain
      }
    if !names.isValid(name, rule, in: symbols) {
      add(.invalidName(pathText, symbols.text(name), rule).tolerable, at: place)
    }
    let limit =
      switch kind {
      case .workload(.cronJob): 52
      case .workload(.job): 63
      default: 253
      }
    let length = symbols.utf8(name).count
    if length > limit, limit < 253 { add(.nameTooLong(pathText, length, kind, limit), at: place) }
  }

  /// Says so if a port isn't 1–65535; gives it if it is.
  mutating func checkPort(_ port: Int64, at place: SourcePosition) -> UInt16? {
    if let port = UInt16(exactly: port), port > 0 { return port }
    add(.invalidPort(pathText, port), at: place)
    return nil
  }
}
