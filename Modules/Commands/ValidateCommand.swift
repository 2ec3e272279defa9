internal import ArgumentParser
internal import Manifests
internal import Reports

/// `moat validate`
struct ValidateCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Read manifests, report everything that is wrong with them, and do nothing more.",
    discussion: """
      Errors are what the API server would refuse, each with file, line and column. Exit status: 0 without errors
      (warnings and notes may be there), 2 with errors.

      EXAMPLES:
        moat validate -f policies/
        kubectl get netpol -A -o yaml | moat validate -f -
        moat validate -f policies/ --format json
      """)

  @OptionGroup var input: InputOptions

  @Option(help: "table, or json (schema moat.validate/1).")
  var format: ListFormat = .table

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if input.paths.isEmpty { throw InputOptions.nothingToRead }
  }

  func run(in context: Context) throws -> Outcome {
    let manifests = input.read()
    switch format {
    case .table:
      input.report(manifests, in: context, color: output.color)
      let palette = output.palette(in: context)
      try Output.write(ValidationReport.summary(manifests, palette: palette))
    case .json:
      try Output.write(ValidationReport.json(manifests))
    }
    return manifests.hasErrors ? .input : .yes
  }
}
