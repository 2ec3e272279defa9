internal import SystemCalls
internal import Traffic

/// The process that holds a lab's namespaces, listens in them and sends probes; the lab lives and dies with it.
///
/// Until it is told to stay, it lives no longer than whoever started it: that process holds the other end of its
/// standard input. Then it writes `ready` and the descriptors of the namespaces on its standard output.
public struct LabHolder {
  private let folder: LabFolder
  private let prober: Prober
  private let door: LocalSocket
  private var isStaying = false

  /// Makes the namespaces of a lab that is written down, and holds them until the lab is taken down.
  public static func run(_ name: String) throws(LabError) {
    let folder = try LabFolder(name)
    let state = try LabState(reading: folder)
    guard state.holder == nil else { throw .existing(name) }
    do throws(LabError) {
      try system { () throws(SystemError) in
        try OwnThread.run { () throws(LabError) in try hold(folder, state) }
      }.get()
    } catch {
      // Whoever started this process may be gone, and with it the only one who would clear the folder.
      try? folder.remove()
      throw error
    }
  }

  private static func hold(_ folder: LabFolder, _ state: LabState) throws(LabError) {
    let namespaces = try system { () throws(SystemError) in try NetworkNamespace.make(state.plan.places.count) }
    let network = LabNetwork(state.plan, namespaces, try Toolbox(state.kind))
    var holder = try LabHolder(folder, network, state.greeting)
    let ready = LabMessage("ready", namespaces.map { "\($0.descriptor) \($0.inode)" })
    // A starter that is gone already cannot read it; `serve` then finds its other pipe closed.
    Signals.survivingClosedPipes { try? StandardStream.output.write(ready.bytes) }
    StandardStream.output.close()
    try holder.serve()
  }

  private init(_ folder: LabFolder, _ network: LabNetwork, _ greeting: Greeting) throws(LabError) {
    self.folder = folder
    prober = try Prober(network, greeting: greeting)
    door = try system { () throws(SystemError) in try LocalSocket.listen(at: folder.socketPath) }
  }

  private mutating func serve() throws(LabError) {
    let visitors = try prober.watchOther(door.descriptor)
    let starter = try prober.watchOther(StandardStream.input.descriptor)
    while true {
      var (isAsked, isAlone) = (false, false)
      _ = try prober.serve(milliseconds: -1) { tag in
        if tag == visitors { isAsked = true }
        if tag == starter { isAlone = true }
      }
      if isAsked { converse() }
      if isAlone {
        guard isStaying else { return try folder.remove() }
        StandardStream.input.close()
      }
    }
  }

  /// One question and its answer; a visitor that breaks off is forgotten.
  private mutating func converse() {
    guard let visitor = try? door.accept(), let bytes = try? visitor.receive() else { return }
    var answer: LabMessage
    do throws(LabError) {
      answer = try self.answer(LabMessage(bytes))
    } catch {
      answer = LabMessage("error", [error.message] + error.notes)
    }
    try? visitor.send(answer.bytes)
  }

  private mutating func answer(_ question: LabMessage) throws(LabError) -> LabMessage {
    switch question.word {
    case "stay":
      isStaying = true
      // Whoever reads the starter's complaints shall not wait for this process to end.
      StandardStream.errors.close()
    case "listen": try prober.listen(question.lines.compactMap { ListeningPort($0) })
    case "outside": prober.network.plan.addOutside(question.lines.compactMap { IPAddress($0) })
    case "fire":
      let probes = question.lines.compactMap { Probe($0) }
      guard probes.count == question.lines.count else { return LabMessage("error", ["a probe cannot be read"]) }
      return LabMessage("seen", try prober.fire(probes).map { $0.map { String($0) } ?? "-" })
    default: return LabMessage("error", ["\"\(question.word)\" is no question"])
    }
    return LabMessage("done")
  }
}
