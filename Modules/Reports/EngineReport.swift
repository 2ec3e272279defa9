public import Backend
public import Text

/// The list of engines.
public enum EngineReport {
  /// For people: each engine with what it mirrors, then its features, one a line.
  public static func table(_ descriptors: [BackendDescriptor], palette: Palette) -> String {
    descriptors.map { descriptor in
      let mark = descriptor.isDefault ? " (default)" : ""
      let head = palette.paint(descriptor.name, .name) + mark + "  " + palette.paint(descriptor.displayName, .heading)
      let features = Capability.allCases.compactMap { capability in
        descriptor.capabilities[capability].map { line(capability, $0, palette) }
      }
      let options = descriptor.options.map { option in
        "  \(option.key)=\(option.values) (\(option.standard))  \(palette.paint(option.meaning, .faint))"
      }
      let tail = options.isEmpty ? [] : ["  options:"] + options.map { "  " + $0 }
      return ([head, "  mirrors: \(descriptor.mirrors)"] + features + tail).joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  /// Schema `moat.engines/1`.
  public static func json(_ descriptors: [BackendDescriptor]) -> TextBuffer {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "moat.engines/1")
      json.field("engines") { json in
        json.array { json in
          for descriptor in descriptors { write(descriptor, to: &json) }
        }
      }
    }
    return json.line
  }

  private static func line(_ capability: Capability, _ support: Support, _ palette: Palette) -> String {
    let role: Palette.Role =
      switch support {
      case .full: .good
      case .partial: .caution
      case .none: .bad
      }
    let name = capability.rawValue.padding(to: 32)
    let remark = support.remark.map { "  " + $0 } ?? ""
    return "  \(name)\(palette.paint(support.word.padding(to: remark.isEmpty ? 0 : 6), role))\(remark)"
  }

  private static func write(_ descriptor: BackendDescriptor, to json: inout JSONWriter) {
    json.object { json in
      json.field("id", descriptor.id)
      json.field("version", descriptor.version)
      json.field("default", descriptor.isDefault)
      json.field("name", descriptor.displayName)
      json.field("mirrors", descriptor.mirrors)
      json.field("capabilities") { json in
        json.array { json in
          for capability in Capability.allCases {
            guard let support = descriptor.capabilities[capability] else { continue }
            json.object { json in
              json.field("feature", capability.rawValue)
              json.field("support", support.word)
              json.field("remark", support.remark)
            }
          }
        }
      }
      json.field("options") { json in
        json.array { json in
          for option in descriptor.options { write(option, to: &json) }
        }
      }
    }
  }
}

extension EngineReport {
  private static func write(_ option: EngineOptionDescription, to json: inout JSONWriter) {
    json.object { json in
      json.field("key", option.key)
      json.field("values", option.values)
      json.field("default", option.standard)
      json.field("meaning", option.meaning)
    }
  }
}

extension String {
  /// The text with spaces behind it, `width` characters wide at least.
  func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}

extension JSONWriter {
  /// The document with a line feed at its end.
  var line: TextBuffer {
    var text = buffer
    text.append(byte: 10)
    return text
  }
}
