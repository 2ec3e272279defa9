internal import Text

/// The fields that one kind of map may have, at most 64.
///
/// A class with its table inside, so that a look at it touches one reference count instead of three.
final class Schema: Sendable {
  /// The API's name for it.
  let title: String
  /// Its fields.
  let fields: [FieldName]
  /// Whether servers write it, newer ones perhaps with fields that we don't know: then only a near miss is worth a word.
  let isStatus: Bool
  /// For each field by its number, its bit here; 64 for a field that does not belong.
  private let bits: InlineArray<256, UInt8>

  init(_ title: String, isStatus: Bool = false, _ fields: [FieldName]) {
    precondition(fields.count <= 64)
    self.title = title
    self.fields = fields
    self.isStatus = isStatus
    var bits = InlineArray<256, UInt8>(repeating: 64)
    for (bit, field) in fields.enumerated() { bits[Int(field.rawValue)] = UInt8(bit) }
    self.bits = bits
  }

  /// The field's bit in a mask; `nil` if it does not belong.
  func bit(of field: FieldName) -> UInt64? {
    let bit = bits[Int(field.rawValue)]
    return bit == 64 ? nil : 1 << UInt64(bit)
  }

  /// The field that was probably meant: the same but for case, else the first of those at most two edits away.
  func nearest(to name: String) -> String? {
    let lower = name.lowercased()
    if let field = fields.first(where: { $0.name.lowercased() == lower }) { return field.name }
    let near = fields.map { (name: $0.name, distance: editDistance($0.name, name, limit: 2)) }
    let close = near.filter { $0.distance <= min(2, name.utf8.count / 2) }
    return close.min { $0.distance < $1.distance }?.name
  }
}
