internal import PolicyModel
internal import Text

/// What a set of Azure NPM stands for. Its prefixed name is what the engine hashes and what its comments show.
///
/// Source: `npm/pkg/dataplane/ipsets/ipset.go`, `GetPrefixName`.
enum SetKey: Hashable {
  /// The pods of a namespace.
  case namespace(Symbol)
  /// The pods that have a label key.
  case podLabelKey(Symbol)
  /// The pods that have a label.
  case podLabel(Label)
  /// The addresses and ports behind a port's name.
  case namedPort(Symbol)
  /// The namespaces that have a label key.
  case namespaceLabelKey(Symbol)
  /// The namespaces that have a label.
  case namespaceLabel(Label)
  /// All namespaces; a namespace label with this very key shares it.
  case allNamespaces
  /// The label sets of one key and several values, owned by a policy.
  case nestedLabel(policy: ObjectName, key: Symbol, values: [Symbol])
  /// A block, owned by a policy.
  case block(policy: ObjectName, direction: NetworkPolicy.Direction, rule: Int, peer: Int)

  /// The set of namespaces with the label key `key`.
  static func namespaces(withKey key: Symbol, in symbols: SymbolTable) -> SetKey {
    symbols.utf8(key).elementsEqual("all-namespaces".utf8) ? .allNamespaces : .namespaceLabelKey(key)
  }

  /// Appends the prefixed name.
  func appendName(to text: inout TextBuffer, symbols: SymbolTable, naming: Naming) {
    switch self {
    case .namespace(let name):
      text.append(literal: "ns-")
      text.append(name, of: symbols)
    case .podLabelKey(let key):
      text.append(literal: "podlabel-")
      text.append(key, of: symbols)
    case .podLabel(let label):
      text.append(literal: "podlabel-")
      text.append(label, of: symbols)
    case .namedPort(let name):
      text.append(literal: "namedport:")
      text.append(name, of: symbols)
    case .namespaceLabelKey(let key):
      text.append(literal: "nslabel-")
      text.append(key, of: symbols)
    case .namespaceLabel(let label):
      text.append(literal: "nslabel-")
      text.append(label, of: symbols)
    case .allNamespaces:
      text.append(literal: "nslabel-all-namespaces")
    case .nestedLabel(let policy, let key, let values):
      text.append(literal: "nestedlabel-")
      text.append(policy, of: symbols)
      text.append(naming.separator)
      text.append(key, of: symbols)
      for value in values {
        text.append(literal: ":")
        text.append(value, of: symbols)
      }
    case .block(let policy, let direction, let rule, let peer):
      text.append(literal: "cidr-")
      text.append(policy.name, of: symbols)
      text.append(naming.separator)
      text.append(literal: "in-ns")
      text.append(naming.separator)
      text.append(policy.namespace, of: symbols)
      text.append("-\(rule)-\(peer)")
      text.append(literal: direction == .ingress ? "IN" : "OUT")
    }
  }
}

extension TextBuffer {
  /// Appends `key:value`.
  fileprivate mutating func append(_ label: Label, of symbols: SymbolTable) {
    append(label.key, of: symbols)
    append(literal: ":")
    append(label.value, of: symbols)
  }

  /// Appends `namespace/name`.
  mutating func append(_ name: ObjectName, of symbols: SymbolTable) {
    append(name.namespace, of: symbols)
    append(literal: "/")
    append(name.name, of: symbols)
  }
}
