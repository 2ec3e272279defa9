internal import ArgumentParser

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
}

/// Text for people, or JSON for programs.
enum ListFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case table
  case json
}
