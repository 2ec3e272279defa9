public import Backend
public import PolicyModel
internal import SystemCalls
public import Traffic

/// A lab that is up: written down in its folder, held by a process of its own.
public struct Lab {
  /// Its name and folder.
  public let folder: LabFolder
  /// What is written down of it.
  public internal(set) var state: LabState
  /// Its network, opened by this process.
  public internal(set) var network: LabNetwork
  let client: LabClient
  /// The process that holds it, as long as it may not live longer than this one.
  private let companion: Companion?

  private init(_ folder: LabFolder, _ state: LabState, _ companion: Companion?) throws(LabError) {
    (self.folder, self.state, self.companion) = (folder, state, companion)
    client = LabClient(folder: folder)
    guard let holder = state.holder, state.namespaces.count == state.plan.places.count else {
      throw .badState(folder.statePath)
    }
    guard holder.isAlive else { throw .dead(folder.name) }
    let namespaces = try system { () throws(SystemError) in
      var opened: [NetworkNamespace] = []
      for namespace in state.namespaces {
        opened.append(try NetworkNamespace(opening: "/proc/\(holder.process)/fd/\(namespace.descriptor)"))
      }
      return opened
    }
    network = LabNetwork(state.plan, namespaces, try Toolbox(state.kind))
  }

  /// Opens a lab that is up.
  public init(_ name: String) throws(LabError) {
    let folder = try LabFolder(name)
    try self.init(folder, LabState(reading: folder), nil)
  }

  /// Builds a lab and installs a program in it; it lives no longer than this process until `keep` is called.
  ///
  /// `input` are the texts that the cluster was read from, to be kept with it. On an error, and whenever this process
  /// ends before `keep`, nothing is left of it.
  public static func up(
    _ name: String, _ state: LabState, _ cluster: Cluster, _ program: any KernelProgram, input: [[UInt8]]
  ) throws(LabError) -> Lab {
    let folder = try LabFolder(name)
    try LabNetwork.check(state.kind)
    let lab = try LabFolder.locked { () throws(LabError) in
      // Between the folder and the process that has it in its care, nothing may end this one.
      let companion = try Signals.held { () throws(LabError) in try start(folder, state, input) }
      do throws(LabError) {
        return try meet(companion, folder, state)
      } catch {
        companion.leave()
        try? folder.remove()
        throw error
      }
    }
    do throws(LabError) {
      try lab.network.wire()
      try lab.network.install(program, for: cluster)
      try HostNames(cluster).write(to: folder)
      try lab.client.listen(lab.network.plan.usualPorts(of: cluster))
    } catch {
      lab.leave()
      throw error
    }
    return lab
  }

  /// Writes a lab down and starts the process that holds it.
  private static func start(
    _ folder: LabFolder, _ state: LabState, _ input: [[UInt8]]
  ) throws(LabError) -> Companion {
    try folder.make()
    do throws(LabError) {
      try state.write(to: folder)
      try folder.write(input)
      return try system { () throws(SystemError) in
        try Companion("/proc/self/exe", ["lab", "hold", "--name", folder.name])
      }
    } catch {
      try? folder.remove()
      throw error
    }
  }

  /// Waits until the process holds the lab's namespaces, and notes which.
  private static func meet(
    _ companion: Companion, _ folder: LabFolder, _ state: LabState
  ) throws(LabError) -> Lab {
    let answer = LabMessage(companion.read())
    guard answer.word == "ready", let start = Processes.start(of: companion.process) else {
      throw .conversation("it did not start")
    }
    var state = state
    state.holder = LabState.Holder(process: companion.process, start: start)
    state.namespaces = answer.lines.compactMap { line in
      let words = line.split(separator: " ")
      guard words.count == 2, let descriptor = Int32(words[0]), let inode = UInt64(words[1]) else { return nil }
      return (descriptor, inode)
    }
    try state.write(to: folder)
    return try Lab(folder, state, companion)
  }

  /// Lets it live on when this process ends.
  public func keep() throws(LabError) { try client.ask(LabMessage("stay")) }

  /// Ends a lab that was not kept, and waits until nothing is left of it.
  public func leave() {
    for process in LabCollector.processes(of: folder, state) { try? Processes.end(process, atOnce: true) }
    companion?.leave()
    try? folder.remove()
  }

  /// Gives the outside more addresses.
  public mutating func addOutside(_ addresses: [IPAddress]) throws(LabError) {
    try network.addOutside(addresses)
    guard network.plan != state.plan else { return }
    try client.ask(LabMessage("outside", addresses.map(\.description)))
    state.plan = network.plan
    try state.write(to: folder)
  }

  /// Whoever sends its probes.
  public var sender: any ProbeSender { client }

  /// The texts that its cluster was read from, with their names.
  public func input() throws(LabError) -> [(name: String, text: [UInt8])] {
    var texts: [(name: String, text: [UInt8])] = []
    for (number, name) in state.inputs.enumerated() {
      texts.append(
        (name, try system { () throws(SystemError) in try Files.read("\(folder.inputPath)-\(number)") }))
    }
    return texts
  }
}
