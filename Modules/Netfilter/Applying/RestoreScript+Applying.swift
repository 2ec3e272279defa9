extension RestoreScript {
  /// Executes the commands as `iptables-restore --noflush` does, or without `--noflush` if `flush`.
  ///
  /// Each table changes at its `COMMIT`, all or nothing: after an error the tables committed before it stay changed.
  /// The kernel's own chains need not be in the program; they appear when their table is first committed.
  public func apply(to program: inout Program, flush: Bool = false) throws(NetfilterError) {
    var open: TableState?
    let sets = Set(program.sets.map(\.name))
    for (index, command) in commands.enumerated() {
      let line = index + 1
      switch command {
      case .remark: continue
      case .table(let name):
        if let open { throw NetfilterError(line: line, .missingCommit(open.table.name)) }
        open = TableState(program[name] ?? Table(name), sets: sets, flush: flush)
      case .commit:
        guard let state = open else { throw NetfilterError(line: line, .outsideTable) }
        program.replace(state.table)
        open = nil
      default:
        guard open != nil else { throw NetfilterError(line: line, .outsideTable) }
        do throws(NetfilterError.Reason) {
          try open?.execute(command)
        } catch {
          throw NetfilterError(line: line, error)
        }
      }
    }
    if let open { throw NetfilterError(line: commands.count + 1, .missingCommit(open.table.name)) }
  }
}

extension NetfilterError.Reason: Error {}

extension Program {
  fileprivate mutating func replace(_ table: Table) {
    if let index = tables.firstIndex(where: { $0.name == table.name }) {
      tables[index] = table
    } else {
      tables.append(table)
    }
  }
}
