internal import Diagnostics
internal import History
public import Text
internal import Traffic

extension ChangeReport {
  /// JSON of a schema: `moat.plan/1`, `moat.show/1` or `moat.diff/1`, which have the same fields.
  public func json(schema: String) -> TextBuffer {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", schema)
      json.field("title", title)
      for fact in facts { json.field(fact.name, fact.value) }
      json.field("changes", !isEmpty)
      json.list("objects", objects) { json, object in
        json.field("kind", object.key.kind.name)
        json.field("name", object.key.path)
        json.field("change", object.change)
        json.names("fields", object.fields)
      }
      json.field("kept", keptCount)
      json.list("connections", connections) { json, group in
        json.field("change", group.change.isOpened ? "opens" : "closes")
        json.names("from", group.change.sources)
        json.names("to", group.change.destinations)
        json.field("family", group.change.family?.key)
        json.field("scope", Self.scopeWord(group.change.scope))
        json.field("ends", group.presence ?? "lasting")
        json.field("traffic") { $0.traffic(group.change.traffic) }
        json.field("witness", group.witness)
        json.field("cause", group.change.cause)
      }
      json.list("deviations", deviations) { json, deviation in
        json.field("id", deviation.id)
        json.field("title", deviation.title)
        json.names("policies", deviation.policies)
      }
      json.messages("refusals", refusals)
      json.messages("findings", findings)
    }
    return json.line
  }
}

extension JSONWriter {
  /// Writes a list of objects, the fields of each by `body`.
  mutating func list<Element>(
    _ name: String, _ elements: [Element], _ body: (inout JSONWriter, Element) -> Void
  ) {
    field(name) { json in
      json.array { json in
        for element in elements { json.object { body(&$0, element) } }
      }
    }
  }

  mutating func names(_ name: String, _ values: [String]) {
    field(name) { json in
      json.array { json in for value in values { json.string(value) } }
    }
  }

  fileprivate mutating func messages(_ name: String, _ diagnostics: [Diagnostic]) {
    list(name, diagnostics) { json, diagnostic in
      json.field("severity", diagnostic.severity.rawValue)
      json.field("code", diagnostic.code)
      json.field("place", diagnostic.place.description)
      json.field("message", diagnostic.message)
    }
  }
}
