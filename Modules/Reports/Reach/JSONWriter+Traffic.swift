internal import Text
internal import Traffic

extension JSONWriter {
  /// Writes `{"TCP":[[80,80]],"UDP":[],"SCTP":[],"other":false}`; a protocol that differs from `other` has a field of its
  /// own: ranges where it has ports or types, else whether it is allowed.
  mutating func traffic(_ set: TrafficSet) {
    object { json in
      for ipProtocol in [IPProtocol.tcp, .udp, .sctp] {
        json.field(ipProtocol.label) { $0.ranges(set.ports(of: ipProtocol)) }
      }
      for entry in set.entries where !entry.ipProtocol.hasPorts {
        if entry.ports.isFull || entry.ports.isEmpty {
          json.field(entry.ipProtocol.label, entry.ports.isFull)
        } else {
          json.field(entry.ipProtocol.label) { $0.ranges(entry.ports) }
        }
      }
      json.field("other", set.hasOthers)
    }
  }

  private mutating func ranges(_ ports: PortSet) {
    array { json in
      for range in ports.ranges {
        json.array { json in
          json.number(Int(range.lower))
          json.number(Int(range.upper))
        }
      }
    }
  }
}
