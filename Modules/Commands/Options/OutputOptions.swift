internal import ArgumentParser
internal import Text

/// When text is coloured.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
  case auto
  case always
  case never
}

/// How text looks.
struct OutputOptions: ParsableArguments {
  @Option(help: "Colours: auto (on a terminal, unless NO_COLOR is set), always or never.")
  var color: ColorChoice = .auto

  /// The colours of standard output.
  func palette(in context: Context) -> Palette {
    context.palette(color, isTerminal: context.environment.isOutputTerminal)
  }
}

/// Text for people, or JSON for programs.
enum ListFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case table
  case json

  /// Prints the one that is meant; the other is not made.
  func write(
    table: @autoclosure () -> TextBuffer, json: @autoclosure () -> TextBuffer
  ) throws(Failure) {
    switch self {
    case .table: try Output.write(table())
    case .json: try Output.write(json())
    }
  }
}
