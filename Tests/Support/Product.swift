import Foundation

/// The programs that the package builds, as they lie beside the running tests.
public enum Product {
  /// The folder of the running test bundle: `.build/…/debug`, or that of another scratch path.
  public static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .path(percentEncoded: false)

  /// The `moat` executable; there whenever the test target depends on `moat`.
  public static var moat: String { folder + (folder.hasSuffix("/") ? "moat" : "/moat") }
}
