internal import ArgumentParser
internal import Diagnostics
internal import History
internal import Manifests
internal import Moat
internal import Reports
internal import Traffic

/// What every command that reads a cluster takes.
struct InputOptions: ParsableArguments {
  @Option(
    name: .customShort("f"),
    help: ArgumentHelp(
      "A file, a folder (read recursively), or - for standard input; may be given more than once.",
      valueName: "path"))
  var paths: [String] = []

  @Option(
    name: .customLong("pod-cidr"),
    help: ArgumentHelp(
      "The block that pods without an address get one from. (default: the cluster's, else 10.244.0.0/16)",
      valueName: "cidr"))
  var podCIDR: String?

  @OptionGroup var history: HistoryOptions

  func validate() throws { try NetworkOptions.check(podCIDR) }

  /// Reads the input.
  func read() -> LoadedManifests { Moat.load(paths, options: Self.options(podCIDR)) }

  /// The block that pods without an address get one from: that of `--pod-cidr`, else that of the network of the cluster
  /// that is meant; `nil` for the usual one.
  func podBlock(in context: Context) throws -> String? { try podCIDR ?? network(in: context)?.podCIDR }

  private static func options(_ podBlock: String?) -> ManifestOptions {
    var options = ManifestOptions()
    options.podCIDR = podBlock.flatMap { CIDR($0) }
    return options
  }

  /// Says what there is to say about the input, on standard error.
  func report(_ manifests: LoadedManifests, in context: Context, color: ColorChoice) {
    let palette = context.palette(color, isTerminal: context.environment.isErrorTerminal)
    for diagnostic in manifests.diagnostics {
      Output.complain(DiagnosticReport.render(diagnostic, palette: palette))
    }
  }

  /// Reads the input and reports on it; throws an `input` failure if what was written cannot be held as a cluster.
  ///
  /// Errors that the API server would make of values that an engine may still meet do not stop the work; they show in
  /// the outcome, through `outcome(_:of:)`.
  ///
  /// Without paths, it is the last state of the cluster that is named or in use, or the one that `moat at` asks about.
  func load(in context: Context, color: ColorChoice) throws -> LoadedManifests {
    guard !paths.isEmpty else { return LoadedManifests(try recorded(in: context).cluster) }
    if context.past != nil {
      throw ValidationError("-f does not go with moat at: a question of the past is about what was recorded")
    }
    let manifests = Moat.load(paths, options: Self.options(try podBlock(in: context)))
    return try usable(manifests, in: context, color: color)
  }

  /// The texts of the paths, to be kept; throws where one cannot be read, and where there are none.
  func texts(in context: Context, color: ColorChoice) throws -> [(name: String, text: [UInt8])] {
    guard !paths.isEmpty else { throw Self.nothingToRead }
    let (texts, unreadable) = ManifestReader.texts(of: paths)
    guard unreadable.isEmpty else {
      report(Moat.load(unreadable), in: context, color: color)
      throw Failure(outcome: .input, message: "not all of the input can be read; nothing was done")
    }
    return texts
  }

  /// Reads texts of the paths as `load` reads the paths themselves.
  func load(
    _ texts: [(name: String, text: [UInt8])], in context: Context, color: ColorChoice
  ) throws -> LoadedManifests {
    let options = Self.options(try podBlock(in: context))
    return try usable(ManifestReader.load(texts: texts, options: options), in: context, color: color)
  }

  private func usable(
    _ manifests: LoadedManifests, in context: Context, color: ColorChoice
  ) throws(Failure) -> LoadedManifests {
    report(manifests, in: context, color: color)
    let errors = manifests.diagnostics.count { $0.severity == .error }
    guard manifests.isTranslatable else {
      throw Failure(
        outcome: .input, message: "\(errors) error\(errors == 1 ? "" : "s") in the input; nothing was done")
    }
    return manifests
  }

  /// What a history has of the cluster that is meant.
  private func recorded(in context: Context) throws -> RecordedState {
    guard let (store, row) = try history.find(in: context) else { throw Self.nothingToRead }
    let past = try context.past.map { try store.revision(RevisionName($0), of: row) }
    let state = try RecordedState(store, row, at: past)
    guard state.revision != nil else {
      throw Failure(
        outcome: .input, message: "cluster \"\(row.name)\" has no revision yet",
        notes: ["moat apply -f PATH -m MESSAGE records the first; -f reads files"])
    }
    return state
  }

  /// The network in force in the cluster that is meant, if one is.
  func network(in context: Context) throws -> NetworkChoice? {
    guard let (store, row) = try history.find(in: context) else { return nil }
    return try context.past.map { try store.revision(RevisionName($0), of: row).network } ?? row.network
  }

  static let nothingToRead = ValidationError(
    "nothing to read; name files, folders or - with -f, as in: moat validate -f policies/")

  /// How a command on this input ends that by itself would end with `outcome`: errors in the input come first.
  static func outcome(_ outcome: Outcome, of manifests: LoadedManifests) -> Outcome {
    manifests.hasErrors ? .input : outcome
  }
}
