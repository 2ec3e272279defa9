public import Backend
internal import Netfilter
public import PolicyModel
internal import SystemCalls
internal import Traffic

extension LabNetwork {
  /// Loads an engine's program, with kube-proxy's rules, on all nodes; then reads it back and compares it with what was
  /// meant. The nodes must hold nothing yet.
  public func install(_ program: any KernelProgram, for cluster: Cluster) throws(LabError) {
    let proxy = ProxyRules(cluster)
    let book = AddressBook(cluster)
    for (node, place) in plan.nodePlaces {
      let name = book.nodes[node]
      for text in program.texts(for: name, proxy: proxy) { try load(text, at: place, of: program, name) }
      let meant = try program.state(of: name, proxy: proxy)
      try compare(meant, at: place, name)
    }
  }

  /// Runs the tool of a text; throws with the line, the rule and the policy that it refused. `original` is the line as
  /// the engine has it.
  func load(
    _ text: NodeText, at place: Int, of program: any KernelProgram, _ node: NodeName,
    original: (String) -> String = { $0 }
  ) throws(LabError) {
    let tool = text.tool == .ipset ? tools.ipset : tools.restorer(text.family)
    let arguments = text.tool == .ipset ? ["restore"] : Toolbox.restoring
    let ending = try Toolbox.run(tool, arguments, input: text.text, in: namespaces[place])
    guard ending.status != 0 else { return }
    var refusal = LineRefusal(
      tool: tool, node: node.text, status: ending.status, errors: ending.errors, text: text.text)
    if let line = refusal.line.map(original) {
      refusal.line = line
      refusal.source = program.source(ofLine: line, on: node)?.description
    }
    throw .refused(refusal)
  }

  /// Throws if a node holds something else than it should.
  func compare(_ meant: NodeState, at place: Int, _ node: NodeName) throws(LabError) {
    let differences = ProgramDifference.all(meant: meant, found: try state(at: place))
    if !differences.isEmpty { throw .different(node.text, differences) }
  }

  /// What a node's kernel holds, read back with the tools.
  func state(at place: Int) throws(LabError) -> NodeState {
    var state = NodeState()
    state.four.sets = try sets(at: place)
    for family in [AddressFamily.ipv4, .ipv6] {
      var program = Program(family: family, sets: state.four.sets)
      try read(tools.saver(family), [], at: place) { (text) throws(NetfilterError) in
        try RestoreScript(parsing: text).apply(to: &program, flush: true)
      }
      if family == .ipv6 { program.sets = [] }
      state[family] = program
    }
    return state
  }

  /// The sets that a node's kernel holds.
  func sets(at place: Int) throws(LabError) -> [IPSet] {
    try read(tools.ipset, ["save"], at: place) { (text) throws(NetfilterError) in
      var program = Program()
      try SetScript(parsing: text).apply(to: &program)
      return program.sets
    }
  }

  /// What a tool prints on a node, as `parse` reads it.
  @discardableResult
  func read<Value>(
    _ tool: String, _ arguments: [String], at place: Int, _ parse: (String) throws(NetfilterError) -> Value
  ) throws(LabError) -> Value {
    let text = String(decoding: try output(of: tool, arguments, at: place), as: UTF8.self)
    do {
      return try parse(text)
    } catch {
      throw .unreadable(tool.lastPart, plan.places[place].name, error.description)
    }
  }

  /// What a tool prints on a node; throws with its own words if it fails.
  @discardableResult
  func output(
    of tool: String, _ arguments: [String], input: String = "", at place: Int
  ) throws(LabError) -> [UInt8] {
    let ending = try Toolbox.run(tool, arguments, input: input, in: namespaces[place])
    guard ending.status == 0 else {
      throw .unreadable(tool.lastPart, plan.places[place].name, ending.errors.firstLine)
    }
    return ending.output
  }
}

extension LabNetwork {
  /// Throws if a node holds something else than a program of a cluster.
  public func verify(_ program: any KernelProgram, for cluster: Cluster) throws(LabError) {
    let proxy = ProxyRules(cluster)
    let book = AddressBook(cluster)
    for (node, place) in plan.nodePlaces {
      try compare(program.state(of: book.nodes[node], proxy: proxy), at: place, book.nodes[node])
    }
  }

  /// Takes every rule and set from all nodes, so that another program can be installed.
  public func clear() throws(LabError) {
    let rules = "*mangle\nCOMMIT\n*nat\nCOMMIT\n*raw\nCOMMIT\n*filter\nCOMMIT\n"
    for (_, place) in plan.nodePlaces {
      for family in plan.hasIPv6 ? [AddressFamily.ipv4, .ipv6] : [.ipv4] {
        try output(of: tools.restorer(family), ["--wait", "60"], input: rules, at: place)
      }
      try output(of: tools.ipset, ["restore"], input: "flush\ndestroy\n", at: place)
    }
  }
}
