internal import PolicyModel

/// Reads Kubernetes manifests: YAML with any number of documents, or JSON as `kubectl get -o json` prints it.
///
/// Reading never throws. What is wrong is said in the result, all of it at once, each with file, line and column, and
/// the objects that are right are in the cluster. Files are read as streams: memory goes with what the cluster holds,
/// not with the length of the text, and `ManifestLimits` bounds what a hostile text can cost.
///
///     let manifests = ManifestReader.load(paths: ["policies/", "-"])
///     for diagnostic in manifests.diagnostics { print(diagnostic) }
public enum ManifestReader {
  /// Reads files, folders (with the folders in them; `*.yaml`, `*.yml` and `*.json`, hidden ones excepted), and
  /// standard input for `-`. A file that is named twice is read once.
  public static func load(paths: [String], options: ManifestOptions = ManifestOptions()) -> LoadedManifests {
    var decoder = ManifestDecoder(limits: options.limits)
    for input in InputList(paths: paths, limits: options.limits).inputs { decoder.read(input) }
    return decoder.finish(options)
  }

  /// Reads texts in turn, as if they were files of these names.
  public static func load(
    texts: [(name: String, text: [UInt8])], options: ManifestOptions = ManifestOptions()
  ) -> LoadedManifests {
    var decoder = ManifestDecoder(limits: options.limits)
    for (name, text) in texts { decoder.read(text, name: name) }
    return decoder.finish(options)
  }

  /// The texts that paths stand for, as `load` would read them, and the paths that cannot be read.
  public static func texts(
    of paths: [String], limits: ManifestLimits = ManifestLimits()
  ) -> (texts: [(name: String, text: [UInt8])], unreadable: [String]) {
    var result: (texts: [(name: String, text: [UInt8])], unreadable: [String]) = ([], [])
    for input in InputList(paths: paths, limits: limits).inputs {
      let (name, path): (String, String)
      switch input {
      case .standardInput: (name, path) = ("<stdin>", "/dev/stdin")
      case .file(let file): (name, path) = (file, file)
      case .problem(let path, _):
        result.unreadable.append(path)
        continue
      }
      if let bytes = ByteSource.bytes(ofPath: path, limit: limits.inputBytes) {
        result.texts.append((name, bytes))
      } else {
        result.unreadable.append(path)
      }
    }
    return result
  }

  /// Reads a text; `name` stands for the file's in diagnostics.
  public static func load(
    text: [UInt8], name: String, options: ManifestOptions = ManifestOptions()
  ) -> LoadedManifests {
    var decoder = ManifestDecoder(limits: options.limits)
    decoder.read(text, name: name)
    return decoder.finish(options)
  }
}

extension ManifestDecoder {
  /// Makes a cluster of what was read.
  consuming func finish(_ options: ManifestOptions) -> LoadedManifests {
    var builder = ClusterBuilder(found: found, symbols: symbols, report: report, options: options)
    found = FoundObjects()
    symbols = SymbolTable()
    report = Report(limit: 0)
    return builder.build()
  }
}
