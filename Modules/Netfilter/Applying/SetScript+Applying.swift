extension SetScript {
  /// Executes the commands as `ipset restore` does; after an error the commands before it stay executed.
  ///
  /// As in ipset 7.17, a line with `-exist` makes every later line of the script forgiving too.
  public func apply(to program: inout Program) throws(NetfilterError) {
    var state = SetState(program)
    defer { program.sets = state.sets }
    var isForgiving = false
    for (index, command) in commands.enumerated() {
      isForgiving = isForgiving || command.isForgiving
      do throws(NetfilterError.Reason) {
        try state.execute(command.action, isForgiving: isForgiving)
      } catch {
        throw NetfilterError(line: index + 1, error)
      }
    }
  }
}
