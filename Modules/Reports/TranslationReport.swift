public import Backend
public import Diagnostics
public import PolicyModel
public import Text
public import Traffic

/// What an engine makes of a cluster, as text, files or JSON.
public struct TranslationReport: Sendable {
  /// The engine.
  public let descriptor: BackendDescriptor
  /// The groups of nodes to show.
  public let groups: [NodeGroup]
  private let cluster: Cluster
  private let program: any DataplaneProgram
  private let family: AddressFamily?

  /// A report on `program`, which `descriptor`'s backend made of `cluster`, for some of its groups of nodes and for one
  /// address family, or for all.
  public init(
    descriptor: BackendDescriptor, cluster: Cluster, program: any DataplaneProgram, groups: [NodeGroup],
    family: AddressFamily? = nil
  ) {
    self.descriptor = descriptor
    self.cluster = cluster
    self.program = program
    self.groups = groups
    self.family = family
  }

  /// The texts of a group's nodes that are about the report's address family, or about none.
  private func artifacts(of group: NodeGroup, as form: ArtifactForm) -> [Artifact] {
    program.artifacts(for: group.nodes[0], as: form).filter { artifact in
      family == nil || artifact.family == nil || artifact.family == family
    }
  }

  /// The policies as the engine's own resources, by file name; none where it has no resources but those of Kubernetes.
  public var nativeFiles: [(name: String, content: TextBuffer)] {
    groups.first.map { artifacts(of: $0, as: .native).map { ($0.name, $0.content) } } ?? []
  }

  /// The refusals as diagnostics at the refused fields.
  public var refusals: [Diagnostic] {
    program.refusals.map { refusal in
      let consequence =
        switch refusal.consequence {
        case .ignored: "\(descriptor.id) ignores the whole policy: its pods stay as open as without it"
        case .partlyIgnored(let what): "\(descriptor.id) ignores \(what)"
        }
      let name = cluster.text(refusal.policy)
      let what = "\(descriptor.id) cannot enforce policy \"\(name)\": \(refusal.message)"
      return Diagnostic(
        .warning, "refused-policy", at: cluster.files.place(of: refusal.position), what,
        notes: [consequence] + (refusal.remedy.isEmpty ? [] : [refusal.remedy]))
    }
  }

  /// The texts of a group's first node one after another, each under a line that names nodes and tool.
  public func text(of group: NodeGroup, form: ArtifactForm, palette: Palette) -> TextBuffer {
    var text = TextBuffer()
    for artifact in artifacts(of: group, as: form) {
      text.append(palette.paint("# \(artifact.name) of \(Self.names(group.nodes))", .heading) + "\n")
      text.append(contentsOf: artifact.content.bytes)
    }
    return text
  }

  /// A file for each node of a group and each tool: `node-a.iptables.restore`.
  public func files(of group: NodeGroup, form: ArtifactForm) -> [(name: String, content: TextBuffer)] {
    let artifacts = artifacts(of: group, as: form)
    return group.nodes.flatMap { node in artifacts.map { ("\(node).\($0.name)", $0.content) } }
  }

  /// Schema `moat.translate/1`.
  public func json() -> TextBuffer {
    var json = JSONWriter(layout: .lines)
    json.object { json in
      json.field("schema", "moat.translate/1")
      json.field("engine", descriptor.id)
      json.field("version", descriptor.version)
      json.field("refused") { json in
        json.array { json in
          for refusal in program.refusals {
            json.object { Self.write(refusal, in: cluster, to: &$0) }
          }
        }
      }
      json.field("programs") { json in
        json.array { json in
          for group in groups { writePrograms(of: group, to: &json) }
        }
      }
    }
    return json.line
  }

  /// An element of `refused`, in this and in other schemas.
  static func write(_ refusal: Refusal, in cluster: Cluster, to json: inout JSONWriter) {
    json.field("policy", cluster.text(refusal.policy))
    json.field("path", refusal.path)
    json.field("message", refusal.message)
  }

  private func writePrograms(of group: NodeGroup, to json: inout JSONWriter) {
    for artifact in artifacts(of: group, as: .json) {
      json.object { json in
        json.field("nodes") { json in
          json.array { json in
            for node in group.nodes { json.string(node.text) }
          }
        }
        json.fields(artifact.content)
      }
    }
  }

  private static func names(_ nodes: [NodeName]) -> String {
    let shown = nodes.prefix(4).map(\.text).joined(separator: ", ")
    return nodes.count > 4 ? "\(shown) and \(nodes.count - 4) more nodes" : shown
  }
}
