public import Backend
public import PolicyModel

extension Lab {
  /// Makes all nodes hold another program, and keeps the texts of its cluster; the network must stay as it is.
  ///
  /// Throws with the program in force unchanged where the kernel refuses a line of the new one.
  public mutating func change(
    to program: any KernelProgram, _ cluster: Cluster, input: [(name: String, text: [UInt8])]
  ) throws(LabError) {
    let outside = state.plan.places[LabPlan.outside].addresses
    guard LabPlan(cluster, program, outside: outside) == state.plan else { throw .unequalPods(folder.name) }
    var update = LabUpdate(network)
    try update.apply(program, for: cluster)
    try folder.write(input.map(\.text))
    state.inputs = input.map(\.name)
    try state.write(to: folder)
    try HostNames(cluster).write(to: folder)
    try client.listen(network.plan.usualPorts(of: cluster))
  }

  /// Notes labels that were set by hand; `change` then brings them about.
  public mutating func setLabels(_ labels: [String]) { state.labels += labels }
}
