internal import Backend
internal import Comparison
internal import Diagnostics
internal import PolicyModel
public import Text
internal import Traffic

extension ComparisonReport {
  /// Schema `moat.compare/1`.
  public func json() -> TextBuffer {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "moat.compare/1")
      json.field("engines") { json in
        json.array { json in for contender in comparison.contenders { json.string(contender.name) } }
      }
      json.field("family", comparison.family.key)
      json.field("equal", comparison.differences.isEmpty)
      json.field("differences") { json in
        json.array { json in for difference in comparison.differences { write(difference, to: &json) } }
      }
      json.field("findings") { json in
        json.array { json in
          for (contender, list) in zip(comparison.contenders, findings) {
            for finding in list { write(finding, of: contender.name, to: &json) }
          }
        }
      }
    }
    return json.line
  }

  private func write(_ difference: Difference, to json: inout JSONWriter) {
    json.object { json in
      json.field("from") { group(difference.sources, to: &$0) }
      json.field("to") { group(difference.targets, to: &$0) }
      json.field("scope", difference.scope.rawValue)
      json.field("traffic") { $0.traffic(difference.traffic) }
      json.field("verdicts") { json in
        json.object { json in
          for (contender, isAllowed) in zip(comparison.contenders, difference.isAllowed) {
            json.field(contender.name, (isAllowed ? Verdict.allowed : .denied).rawValue)
          }
        }
      }
      json.field("witness") { json in
        json.object { json in
          json.field("from", end(difference.witness.source))
          json.field("to", end(difference.witness.target))
          json.field("port", difference.witness.label)
        }
      }
      json.field("cause") { json in
        json.object { json in
          json.field("id", difference.cause?.deviation?.id)
          json.field("title", difference.cause?.deviation?.title)
          json.field("engine", difference.cause?.contender)
          json.field("words", difference.cause?.words)
        }
      }
      json.field("policies") { json in
        json.array { json in for source in difference.cause?.sources ?? [] { write(source, to: &json) } }
      }
    }
  }

  private func group(_ ends: [Int], to json: inout JSONWriter) {
    json.object { json in
      json.field("names") { json in json.array { json in names.names(of: ends).forEach { json.string($0) } } }
      json.field("members") { json in
        json.array { json in for index in ends { json.string(comparison.ends[index].name) } }
      }
    }
  }

  private func write(_ source: PolicyReference, to json: inout JSONWriter) {
    let cluster = comparison.contenders[comparison.contenders.count - 1].cluster
    json.object { json in
      json.field("policy", cluster.text(source.policy))
      json.field("path", source.path)
      json.field("place", source.place(in: cluster).description)
    }
  }

  private func write(_ finding: Diagnostic, of engine: String, to json: inout JSONWriter) {
    json.object { json in
      json.field("engine", engine)
      json.field("severity", finding.severity.rawValue)
      json.field("code", finding.code)
      json.field("message", finding.message)
      json.field("place", finding.place.description)
    }
  }
}
