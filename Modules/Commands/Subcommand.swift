internal import ArgumentParser

/// A command that runs with a context and ends with an outcome.
protocol Subcommand: ParsableCommand {
  func run(in context: Context) throws -> Outcome
}

extension Subcommand {
  /// Commands are run by `Commands.run`; the parser's own way has no context to give.
  func run() throws { throw CleanExit.helpRequest(self) }
}
