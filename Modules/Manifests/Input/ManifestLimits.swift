/// The bounds that keep hostile input from taking time and memory without end; what exceeds one is an error that names it.
public struct ManifestLimits: Hashable, Sendable {
  /// Bytes read from all files together; 4 GiB.
  public var inputBytes = 4 << 30
  /// Bytes between two parts of the structure, so also the longest value, comment or run of blanks; 16 MiB.
  public var scalarBytes = 16 << 20
  /// Levels of nested maps and lists, aliases included; 500.
  public var nesting = 500
  /// Values that aliases and merge keys may repeat in one file, beyond ten times the values it spells out; 1,000,000.
  public var repeatedValues = 1_000_000
  /// Bytes of the texts that aliases and merge keys may repeat in one file; 64 MiB.
  public var repeatedBytes = 64 << 20
  /// Values of one document that are held back: under anchors, and in front of their object's `kind`; 2,000,000.
  public var heldValues = 2_000_000
  /// Bytes of these values' texts; 64 MiB.
  public var heldBytes = 64 << 20
  /// Folders within folders; 64.
  public var folderDepth = 64
  /// Pods made from templates; 250,000.
  public var syntheticPods = 250_000
  /// Errors listed; the same again for warnings; 1,000.
  public var diagnostics = 1_000

  /// The bounds with their defaults.
  public init() {}
}
