internal import Backend
internal import Diagnostics
internal import PolicyModel
public import Text
internal import Traffic

extension CheckReport {
  /// Schema `moat.check/1`.
  public func json() -> TextBuffer {
    var json = JSONWriter(layout: .lines)
    json.object { json in
      json.field("schema", "moat.check/1")
      json.field("question") { $0.object(writeQuestion) }
      json.field("verdict", answer.verdict.rawValue)
      json.field("refused") { json in
        json.array { json in
          for refusal in refusals { json.object { TranslationReport.write(refusal, in: cluster, to: &$0) } }
        }
      }
      json.field("connections") { json in
        json.array { json in
          for connection in answer.connections { json.object { write(connection, to: &$0) } }
        }
      }
    }
    return json.line
  }

  private func writeQuestion(to json: inout JSONWriter) {
    let question = answer.question
    json.field("from", question.from)
    json.field("to", question.to)
    write("port", question.port.map { Int($0) }, to: &json)
    json.field("protocol", question.ipProtocol.label)
    json.field("state", Self.word(for: question.state) ?? "new")
    json.field("family", question.family?.key)
    json.field("engine", engine.id)
    json.field("version", engine.version)
  }

  private func write(_ connection: CheckedConnection, to json: inout JSONWriter) {
    let packet = connection.connection.packet
    json.field("from", connection.from.name)
    json.field("to", connection.to?.name)
    json.field("service", connection.service.map { cluster.text($0) })
    json.field("packet") { json in
      json.object { json in
        json.field("source", packet.source.description)
        json.field("destination", connection.to == nil ? nil : packet.destination.description)
        write("port", packet.ipProtocol.hasPorts ? Int(packet.destinationPort) : nil, to: &json)
        json.field("protocol", packet.ipProtocol.label)
      }
    }
    json.field("translation") { json in
      guard let translation = connection.connection.translation else { return json.null() }
      json.object { json in
        json.field("node", translation.node.text)
        json.field("address", translation.address?.description)
        json.field("port", Int(translation.port))
        json.field("source", translation.masquerade?.description)
      }
    }
    json.field("verdict", connection.decision.verdict.rawValue)
    json.field("refusal", connection.refusal)
    json.field("denial") { json in
      guard let denial = connection.decision.denial else { return json.null() }
      json.object { write(denial, to: &$0) }
    }
    json.field("trace") { json in
      json.array { json in
        for step in connection.decision.trace { json.object { write(step, to: &$0) } }
      }
    }
  }

  private func write(_ denial: Denial, to json: inout JSONWriter) {
    json.field("direction", denial.direction.rawValue.lowercased())
    json.field("pod", denial.pod.map { cluster.text($0) })
    json.field("peer", denial.peer.description)
    json.field("policies") { json in
      json.array { json in
        for policy in denial.policies { json.object { write(policy, to: &$0) } }
      }
    }
  }

  private func write(_ policy: Isolation, to json: inout JSONWriter) {
    json.field("policy", cluster.text(policy.source.policy))
    writePlace(of: policy.source, to: &json)
    json.field("misses") { json in
      json.array { json in
        for miss in policy.misses {
          json.object { json in
            json.field("path", miss.source.path)
            writePlace(of: miss.source, to: &json)
            json.field("reason", miss.reason)
          }
        }
      }
    }
  }

  private func write(_ step: TraceStep, to json: inout JSONWriter) {
    json.field("node", step.node.text)
    json.field("hook", step.place.hook)
    json.field("table", step.place.table)
    json.field("chain", step.place.chain)
    write("number", step.place.rule, to: &json)
    json.field("rule", step.rule)
    json.field("sets") { json in
      json.array { json in
        for set in step.sets { json.object { write(set, to: &$0) } }
      }
    }
    json.field("policy", step.source.map { cluster.text($0.policy) })
    json.field("path", step.source?.path)
    if let source = step.source { writePlace(of: source, to: &json) }
  }

  private func write(_ set: SetEvidence, to json: inout JSONWriter) {
    json.field("name", set.name)
    json.field("label", set.label)
    json.field("negated", set.isNegated)
    json.field("subject", set.subject)
    json.field("member", set.member)
  }

  private func writePlace(of source: PolicyReference, to json: inout JSONWriter) {
    guard case .position(let file, let line, let column) = source.place(in: cluster) else { return }
    json.field("file", file)
    json.field("line", line)
    json.field("column", column)
  }

  private func write(_ name: String, _ number: Int?, to json: inout JSONWriter) {
    json.field(name) { json in
      if let number { json.number(number) } else { json.null() }
    }
  }
}
