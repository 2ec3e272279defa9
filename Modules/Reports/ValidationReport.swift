internal import Diagnostics
public import Manifests
internal import PolicyModel
public import Text

/// What was read, and what is wrong with it.
public enum ValidationReport {
  /// For people: a line of what was read, a line of what was skipped, a line of the verdict.
  public static func summary(_ manifests: LoadedManifests, palette: Palette) -> String {
    var lines = ["read: " + counts(manifests).map { count($0.count, $0.name) }.joined(separator: ", ")]
    if !manifests.skipped.isEmpty {
      let kinds = manifests.skipped.map { "\($0.count) \(name(of: $0))" }
      lines.append("skipped: " + DiagnosticReport.printable(kinds.joined(separator: ", ")))
    }
    let errors = count(.error, in: manifests)
    let warnings = count(.warning, in: manifests)
    let verdict = errors == 0 ? palette.paint("valid", .good) : palette.paint("not valid", .bad)
    lines.append("\(verdict): \(count(errors, "error")), \(count(warnings, "warning"))")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Schema `moat.validate/1`.
  public static func json(_ manifests: LoadedManifests) -> TextBuffer {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "moat.validate/1")
      json.field("valid", !manifests.hasErrors)
      json.field("read") { json in
        json.object { json in
          for entry in counts(manifests) { json.field(entry.key, entry.count) }
        }
      }
      json.field("skipped") { json in
        json.array { json in
          for skipped in manifests.skipped {
            json.object { json in
              json.field("kind", skipped.kind)
              json.field("apiVersion", skipped.apiVersion)
              json.field("count", skipped.count)
            }
          }
        }
      }
      json.field("diagnostics") { json in
        json.array { json in
          for diagnostic in manifests.diagnostics { write(diagnostic, to: &json) }
        }
      }
    }
    return json.line
  }

  private static func counts(_ manifests: LoadedManifests) -> [(key: String, name: String, count: Int)] {
    let cluster = manifests.cluster
    return [
      ("policies", "policy", cluster.policies.count), ("pods", "pod", cluster.pods.count),
      ("namespaces", "namespace", cluster.namespaces.count), ("nodes", "node", cluster.nodes.count),
      ("services", "service", cluster.services.count),
    ]
  }

  private static func name(of skipped: SkippedKind) -> String {
    skipped.apiVersion.isEmpty ? skipped.kind : "\(skipped.kind) (\(skipped.apiVersion))"
  }

  private static func count(_ severity: Diagnostic.Severity, in manifests: LoadedManifests) -> Int {
    manifests.diagnostics.count { $0.severity == severity }
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    if number == 1 { return "1 \(noun)" }
    return "\(number) \(noun.hasSuffix("y") ? noun.dropLast() + "ies" : noun + "s")"
  }

  private static func write(_ diagnostic: Diagnostic, to json: inout JSONWriter) {
    json.object { json in
      json.field("severity", diagnostic.severity.rawValue)
      json.field("code", diagnostic.code)
      if case .position(let file, let line, let column) = diagnostic.place {
        json.field("file", file)
        json.field("line", line)
        json.field("column", column)
      } else {
        json.field("place", diagnostic.place.description)
      }
      json.field("message", diagnostic.message)
      json.field("notes") { json in
        json.array { json in
          for note in diagnostic.notes { json.string(note) }
        }
      }
    }
  }
}
