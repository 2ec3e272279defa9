internal import Diagnostics
internal import PolicyModel

/// Reads files of manifests, one after the other, into `found` and `report`.
///
/// Decoding is a walk: each `read…` method takes the value that the events stand at and leaves them behind it, whatever
/// the value is. What is wrong goes to the report with the path that led there, and the walk goes on.
struct ManifestDecoder: ~Copyable {
  /// The file being read.
  var events: EventReader
  /// What was said so far.
  var report: Report
  /// What was read so far.
  var found = FoundObjects()
  /// The names read so far.
  var symbols = SymbolTable()
  /// Which names were found to be valid for what.
  var names = CheckedNames()
  /// The way from the document to the value being read.
  var path: [PathStep] = []
  /// Where in it the object begins.
  var pathStart = 0

  let limits: ManifestLimits
  let fields = FieldTable.all
  var file: UInt32 = 0
  var bytesRead = 0
  /// How many lists lie around the value being read.
  var listDepth = 0
  /// Label sets by their labels, so that equal ones share their memory.
  var labelSets: [LabelsKey: LabelSet] = [:]
  /// What the API versions and kinds met so far mean.
  var types: [TypeName: ObjectType] = [:]

  init(limits: ManifestLimits) {
    self.limits = limits
    report = Report(limit: limits.diagnostics)
    events = EventReader(ByteSource(bytes: [], bytesAllowed: 0, limits: limits), limits: limits)
  }

  /// Where the events stand.
  var position: SourcePosition {
    SourcePosition(file: file, line: events.current.line, column: events.current.column)
  }

  /// Reports a finding, at the current value unless said otherwise.
  mutating func add(_ finding: Finding, at place: SourcePosition? = nil) {
    report.add(finding, at: place ?? position)
  }
}

/// One step of the way from an object to a value in it.
enum PathStep {
  case field(FieldName)
  case index(Int)
  case key(Symbol)
}

extension ManifestDecoder {
  /// The path in the API's notation: `spec.ingress[0].from`.
  var pathText: String { text(path[pathStart...]) }

  /// A field of the value that `path` leads to.
  func pathText(_ fields: FieldName...) -> String { text(path[pathStart...] + fields.map(PathStep.field)) }

  /// Goes back to where no object is being read.
  mutating func leaveObject() {
    path.removeAll(keepingCapacity: true)
    pathStart = 0
  }

  private func text(_ path: ArraySlice<PathStep>) -> String {
    var text = ""
    for step in path {
      switch step {
      case .field(let field): text += (text.isEmpty ? "" : ".") + field.name
      case .index(let index): text += "[\(index)]"
      case .key(let key): text += "[" + Finding.quoted(symbols.text(key)) + "]"
      }
    }
    return text
  }
}
