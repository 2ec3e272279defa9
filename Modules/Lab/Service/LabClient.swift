internal import SystemCalls

/// The way to the process that holds a lab.
struct LabClient: ProbeSender {
  let folder: LabFolder

  func listen(_ ports: [ListeningPort]) throws(LabError) { _ = try ask(LabMessage("listen", ports.map(\.line))) }

  func fire(_ probes: [Probe]) throws(LabError) -> [Int?] {
    let answer = try ask(LabMessage("fire", probes.map(\.line)))
    guard answer.lines.count == probes.count else { throw .conversation(answer.word) }
    return answer.lines.map { Int($0) }
  }

  /// Asks one thing and waits for the answer.
  @discardableResult
  func ask(_ question: LabMessage) throws(LabError) -> LabMessage {
    let bytes: [UInt8]?
    do throws(SystemError) {
      let line = try LocalSocket.connect(to: folder.socketPath)
      try line.send(question.bytes)
      bytes = try line.receive()
    } catch {
      throw error.isForbidden ? .system(error) : .dead(folder.name)
    }
    guard let bytes else { throw .dead(folder.name) }
    let answer = LabMessage(bytes)
    guard answer.word != "error" else { throw .conversation(answer.lines.joined(separator: "; ")) }
    return answer
  }
}
