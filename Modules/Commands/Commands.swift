internal import ArgumentParser
internal import Backend
internal import History
internal import Lab
internal import Moat
internal import Text

/// The command line: arguments in, an exit status out.
public enum Commands {
  /// Runs the command that `arguments` (without the program's name) ask for; returns its exit status: 0 yes, 1 no,
  /// 2 usage or input error, 3 the machine refused.
  public static func run(_ arguments: [String], in context: Context) -> Int32 {
    do {
      var command = try MoatCommand.parseAsRoot(arguments)
      if let command = command as? any Subcommand { return try command.run(in: context).rawValue }
      // The parser's own commands: help, and the root without a subcommand, which is help too.
      try command.run()
      return Outcome.yes.rawValue
    } catch let failure as Failure {
      return end(failure)
    } catch let unknown as UnknownEngine {
      let near = unknown.near.question.map { [$0] } ?? []
      let notes = near + ["moat engines tells what each of them mirrors"]
      return end(Failure(outcome: .input, message: unknown.description, notes: notes))
    } catch let error as EngineOptionError {
      Output.complain("error: \(error)\nnote: moat engines lists the options of each engine")
      return Outcome.input.rawValue
    } catch let error as LabError {
      Output.complain("error: \(error)")
      return (error.isUsage ? Outcome.input : .machine).rawValue
    } catch let ending as CommandEnding {
      return ending.status
    } catch let error as TranslationError {
      Output.complain("error: \(error)")
      return Outcome.input.rawValue
    } catch let error as HistoryError {
      Output.complain("error: \(error)")
      return (error.cause == .machine ? Outcome.machine : .input).rawValue
    } catch let error as UnknownEndpoint {
      return end(Failure(outcome: .input, message: error.message, notes: error.notes))
    } catch let error as UndecidableError {
      Output.complain("error: \(error)")
      return Outcome.input.rawValue
    } catch {
      return report(error)
    }
  }

  private static func end(_ failure: Failure) -> Int32 {
    Output.complain(failure.description)
    return failure.outcome.rawValue
  }

  /// The parser's own ends: help and version are answers, all else is wrong usage.
  private static func report(_ error: any Error) -> Int32 {
    let text = MoatCommand.fullMessage(for: error)
    guard MoatCommand.exitCode(for: error) == .success else {
      Output.complain(text)
      return Outcome.input.rawValue
    }
    do {
      try Output.write(text + "\n")
      return Outcome.yes.rawValue
    } catch {
      return end(error)
    }
  }
}
