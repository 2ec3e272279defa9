public import Diagnostics
public import History
internal import Text
internal import Traffic

/// What changes, or changed, from one state of a cluster to another: objects, connections, and what is new to say.
public struct ChangeReport: Sendable {
  /// An object and what of it changes.
  public struct Object: Hashable, Sendable {
    /// Its name.
    public var key: ObjectKey
    /// `added`, `changed` or `removed`.
    public var change: String
    /// The fields that change, as `spec.ingress[0]`; of changed objects only.
    public var fields: [String]

    /// An object.
    public init(_ key: ObjectKey, _ change: String, fields: [String] = []) {
      (self.key, self.change, self.fields) = (key, change, fields)
    }
  }

  /// Connections that open or close.
  public struct Connections: Hashable, Sendable {
    /// Which, on what.
    public var change: ConnectionChange
    /// `new` or `gone` where one end was not, or will not be, there; else `nil`.
    public var presence: String?
    /// A connection that shows it: `shop/web -> shop/db 80/TCP`.
    public var witness: String?

    /// Connections.
    public init(_ change: ConnectionChange, presence: String? = nil, witness: String? = nil) {
      (self.change, self.presence, self.witness) = (change, presence, witness)
    }
  }

  /// A way in which an engine departs from the specification.
  public struct Deviation: Hashable, Sendable {
    /// Its id.
    public var id: String
    /// What it is about.
    public var title: String
    /// The policies that it concerns.
    public var policies: [String]

    /// A deviation.
    public init(_ id: String, title: String, policies: [String]) {
      (self.id, self.title, self.policies) = (id, title, policies)
    }
  }

  /// What is reported, in one line: `plan for cluster prod, revision 3 -> 4, under azure-npm@1.6`.
  public var title: String
  /// Facts about it as `name: value`, in order.
  public var facts: [(name: String, value: String)] = []
  /// The objects, by kind and name.
  public var objects: [Object] = []
  /// The connections, those of lasting ends first.
  public var connections: [Connections] = []
  /// How many objects stay that the input does not have.
  public var keptCount = 0
  /// New refusals, as diagnostics.
  public var refusals: [Diagnostic] = []
  /// New deviations.
  public var deviations: [Deviation] = []
  /// New findings.
  public var findings: [Diagnostic] = []

  /// A report on nothing yet.
  public init(_ title: String) { self.title = title }

  /// Whether nothing changes.
  public var isEmpty: Bool { objects.isEmpty && connections.isEmpty }

  /// The names of a list for people, at most eight.
  static func names(_ names: [String]) -> String {
    let shown = names.prefix(8).joined(separator: ", ")
    return names.count > 8 ? "\(shown), and \(names.count - 8) more" : shown
  }

  static func scope(_ scope: ConnectionChange.Scope) -> String {
    switch scope {
    case .all: ""
    case .sameNode: "  (on one node)"
    case .otherNodes: "  (on different nodes)"
    }
  }

  static func scopeWord(_ scope: ConnectionChange.Scope) -> String {
    switch scope {
    case .all: "all"
    case .sameNode: "sameNode"
    case .otherNodes: "otherNodes"
    }
  }

  static func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }
}
