internal import Diagnostics
internal import PolicyModel

/// What was read of one object so far.
struct ObjectDraft {
  var position: SourcePosition
  var apiVersion: Symbol?
  var kind: Symbol?
  /// Fields that stood in front of the type.
  var held: [(field: FieldName, range: TapeRange)] = []
  /// Keys that no object has, with their places.
  var unknown: [(name: String, position: SourcePosition)] = []
  /// Items of a list that wait for the list's type.
  var bareItems: [ObjectDraft] = []
  /// Whether it has `items`.
  var isList = false
  /// Whether an error makes it unusable.
  var hasErrors = false

  var metadata: Metadata?
  var policy: PolicyDraft?
  var pod: PodDraft?
  var podStatus: PodStatusDraft?
  var node = NodeDraft()
  var service: ServiceDraft?
  var workload: WorkloadDraft?

  init(position: SourcePosition) { self.position = position }

  /// The type, once both halves are known.
  var typeName: TypeName? {
    guard let apiVersion, let kind, apiVersion != .empty, kind != .empty else { return nil }
    return TypeName(apiVersion: apiVersion, kind: kind)
  }
}
