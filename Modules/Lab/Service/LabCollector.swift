internal import SystemCalls

/// Takes labs down, and clears what is left of those whose process is gone.
public enum LabCollector {
  /// Ends a lab, whether its process is alive or not: the processes in its namespaces, its holder, its folder.
  public static func down(_ name: String) throws(LabError) {
    let folder = try LabFolder(name)
    let state = try LabState(reading: folder)
    try clear(folder, state)
  }

  /// Clears what labs have left whose process is gone; their names.
  public static func collect() throws(LabError) -> [String] {
    guard Files.exists(LabFolder.base) else { return [] }
    return try LabFolder.locked { () throws(LabError) in
      var cleared: [String] = []
      for folder in LabFolder.all {
        let state = try? LabState(reading: folder)
        if state?.holder?.isAlive == true { continue }
        if let state { try clear(folder, state) } else { try folder.remove() }
        cleared.append(folder.name)
      }
      return cleared
    }
  }

  /// The processes of a lab beside its holder: those that were started in it, by namespace and by what they know.
  static func processes(of folder: LabFolder, _ state: LabState) -> [Int32] {
    let spaces = Set(state.namespaces.map(\.inode))
    let mark = "\(Lab.variable)=\(folder.name)"
    return Processes.all().filter { process in
      guard process != Host.processNumber, process != state.holder?.process,
        let space = Processes.networkNamespace(of: process), spaces.contains(space)
      else { return false }
      // The number of a namespace that is gone may be another's today.
      return Processes.environment(of: process, has: mark)
    }
  }

  private static func clear(_ folder: LabFolder, _ state: LabState) throws(LabError) {
    try system { () throws(SystemError) in
      for process in processes(of: folder, state) { try Processes.end(process, atOnce: true) }
      guard let holder = state.holder, holder.isAlive else { return }
      try Processes.end(holder.process, atOnce: true)
      for _ in 0..<500 where holder.isAlive { Host.sleep(milliseconds: 10) }
    }
    try folder.remove()
  }
}

extension Lab {
  /// The variable by which programs that run in a lab know its name.
  public static let variable = "MOAT_LAB"
}
