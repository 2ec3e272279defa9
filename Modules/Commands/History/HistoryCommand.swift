internal import ArgumentParser
internal import Glibc
internal import History
internal import Moat
internal import Reports
internal import Text

/// `moat history`
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Look after the file of the history: verify, export, import, compact.",
    discussion: """
      EXAMPLES:
        moat history verify
        moat history export > history.jsonl
        moat history import history.jsonl --store copy.sqlite
        moat history compact
      """,
    subcommands: [Verify.self, Export.self, Import.self, Compact.self])

  /// `moat history verify`
  struct Verify: Subcommand {
    static let configuration = CommandConfiguration(
      abstract: "Look at every page, object and revision.",
      discussion: """
        Exit status: 0 sound, 1 not, 2 no history, 3 the machine refused.

        EXAMPLES:
          moat history verify --store prod.sqlite
        """)

    @OptionGroup var place: StoreOption

    @Option(help: "table, or json (schema moat.verify/1).")
    var format: ListFormat = .table

    @OptionGroup var output: OutputOptions

    func run(in context: Context) throws -> Outcome {
      let path = place.path(in: context)
      let result = try HistoryStore.verify(path)
      switch format {
      case .table:
        let palette = context.palette(output.color, isTerminal: context.environment.isOutputTerminal)
        try Output.write(VerificationReport.table(result, path: path, palette: palette))
      case .json: try Output.write(VerificationReport.json(result))
      }
      return result.isSound ? .yes : .no
    }
  }

  /// `moat history export`
  struct Export: Subcommand {
    static let configuration = CommandConfiguration(
      abstract: "Print everything that can be read, as lines of JSON (schema moat.history/1).",
      discussion: """
        Works on files that are broken, too: what cannot be read is named on standard error. Exit status: 0 all, 1 not \
        all, 2 no history, 3 the machine refused.

        EXAMPLES:
          moat history export --store prod.sqlite > prod.jsonl
        """)

    @OptionGroup var history: HistoryOptions

    func run(in context: Context) throws -> Outcome {
      let (text, problems) = try HistoryStore.export(history.place.path(in: context), cluster: history.cluster)
      try Output.write(text)
      for problem in problems { Output.complain("warning: \(problem)") }
      return problems.isEmpty ? .yes : .no
    }
  }

  /// `moat history import`
  struct Import: Subcommand {
    static let configuration = CommandConfiguration(
      abstract: "Take in the clusters of an export, with all their revisions.",
      discussion: """
        All or nothing; the file of the history is made where there is none. Exit status: 0, 2 no export, or a cluster \
        that is there already, 3 the machine refused.

        EXAMPLES:
          moat history import prod.jsonl --store new.sqlite
        """)

    @Argument(help: "The file, or - for standard input.")
    var file: String

    @OptionGroup var place: StoreOption

    func run(in context: Context) throws -> Outcome {
      let bytes = try FileBytes.read(file)
      let names = try place.open(in: context, for: .create).importing(bytes)
      for name in names { try Output.write("imported cluster \(name)\n") }
      return .yes
    }
  }

  /// `moat history compact`
  struct Compact: Subcommand {
    static let configuration = CommandConfiguration(
      abstract: "Give back the space of what no cluster has any more.",
      discussion: """
        Exit status: 0, 2 no history, 3 the machine refused.

        EXAMPLES:
          moat history compact
        """)

    @OptionGroup var place: StoreOption

    func run(in context: Context) throws -> Outcome {
      let (before, after) = try place.open(in: context).compact()
      try Output.write("\(before / 1024) KiB before, \(after / 1024) KiB after\n")
      return .yes
    }
  }
}

/// A file read whole.
enum FileBytes {
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(outcome: .input, message: "cannot read \(path): \(String(cString: strerror(errno)))")
    }
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure(outcome: .machine, message: "cannot read \(path): \(String(cString: strerror(errno)))")
      }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}
