public import Manifests

/// Reads manifests: files, folders, or `-` for standard input.
///
/// Never throws: what is wrong with the input is in the result's `diagnostics`, all of it, and what is right is in its
/// `cluster`. Costs about what parsing the YAML costs.
public func load(_ paths: [String], options: ManifestOptions = ManifestOptions()) -> LoadedManifests {
  ManifestReader.load(paths: paths, options: options)
}
