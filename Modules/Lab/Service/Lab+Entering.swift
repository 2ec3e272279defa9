internal import SystemCalls

extension Lab {
  /// Becomes a program within a place: a pod, a node or the outside; comes back only by throwing.
  ///
  /// Names of pods and Services resolve as in the cluster. Terminal, standard streams and exit status are the program's.
  public func become(_ words: [String], in place: Int) throws(LabError) {
    guard let program = words.first, let path = Host.program(program) else { throw .command(words.first ?? "") }
    var files: [(file: String, place: String)] = []
    let name = network.plan.places[place].name
    let namespace = name.split(separator: "/").first.map(String.init) ?? ""
    let hosts = folder.hostsPath(namespace)
    if case .pod = network.plan.places[place].role, Files.exists(hosts) {
      files = [(hosts, "/etc/hosts"), (folder.resolverPath, "/etc/resolv.conf")].filter { Files.exists($0.1) }
    }
    try system { () throws(SystemError) in
      try network.namespaces[place].enter()
      if !files.isEmpty { try MountNamespace.substitute(files) }
      throw Spawner(path, Array(words.dropFirst()), settings: [Self.variable: folder.name, "MOAT_PLACE": name]).become()
    }
  }

  /// Runs a program beside the lab, which it knows by its name, and waits for its end; its exit status.
  public func run(_ words: [String]) throws(LabError) -> Int32 {
    guard let program = words.first, let path = Host.program(program) else { throw .command(words.first ?? "") }
    return try system { () throws(SystemError) in
      Child.wait(try Spawner(path, Array(words.dropFirst()), settings: [Self.variable: folder.name]).start())
    }
  }
}
