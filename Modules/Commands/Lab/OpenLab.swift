internal import Backend
internal import Lab
internal import Moat
internal import PolicyModel
internal import Reachability
internal import Traffic

/// A lab that is up, with what it stands for, as questions need it.
struct OpenLab {
  var lab: Lab
  let made: LabCluster
  let book: AddressBook

  init(_ name: LabName, in context: Context) throws {
    lab = try Lab(name.chosen)
    made = try LabCluster(of: lab, in: context)
    book = AddressBook(made.cluster)
  }

  /// Who has a name, as one end of probes of a family.
  func parties(_ name: String, _ family: AddressFamily?) throws(UnknownEndpoint) -> [ProbeMatrix.Party] {
    try EndpointName(name).ends(in: made.cluster, book, family: family).map {
      ProbeMatrix.Party($0.name, $0.end.address)
    }
  }

  /// Sends probes, also from and to addresses that the lab did not have yet.
  mutating func probe(_ matrix: ProbeMatrix) throws -> ProbeMatrix.Answers {
    try lab.addOutside((matrix.sources + matrix.targets).map(\.address).filter { book.owner(of: $0) == nil })
    let answers = try matrix.probe(lab.network, by: lab.sender)
    guard answers.count > 0 else {
      throw Failure(
        outcome: .input, message: "nothing to probe: no pod or node is among the ends",
        notes: ["moat lab status lists who is in the lab"])
    }
    return answers
  }
}

extension ProbeMatrix.Question {
  /// What a user asks for.
  init(_ port: ProtocolPort) { self.init(port.ipProtocol, port.port) }
}
