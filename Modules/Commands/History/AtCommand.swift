internal import ArgumentParser

/// `moat at`
struct AtCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "at",
    abstract: "Ask a question of the past: check, matrix, reach, compare or translate, about a revision.",
    discussion: """
      The question is written as it would be without moat at, and without -f. It is asked under the engine in force then, \
      or under --engine. Exit status: the question's.

      EXAMPLES:
        moat at 3 check --from shop/web --to shop/db --port 5432 --explain
        moat at @{2026-11-01} matrix --port 80
        moat at ~1 compare --engines azure-npm,calico
        moat at 2 check --from shop/web --to shop/db --engine calico --cluster prod
      """)

  /// What can be asked.
  private static let questions = ["check", "matrix", "reach", "compare", "translate"]

  @Argument(help: "The revision: a number, the beginning of a digest, @{2026-11-01}, or ~n.")
  var revision: String

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp(
      "The question: check, matrix, reach, compare or translate, with its options.", valueName: "question"))
  var question: [String] = []

  func run(in context: Context) throws -> Outcome {
    guard let name = question.first, Self.questions.contains(name) else {
      throw ValidationError(
        "\"\(question.first ?? "")\" is no question of the past; expected \(Self.questions.dropLast().joined(separator: ", ")) "
          + "or translate, as in: moat at 3 check --from shop/web --to shop/db")
    }
    guard let command = try MoatCommand.parseAsRoot(question) as? any Subcommand else {
      throw CleanExit.helpRequest(self)
    }
    return try command.run(in: context.at(revision))
  }
}
