extension RawExtension: Hashable {
  /// The same module with the same words.
  public static func == (left: Self, right: Self) -> Bool {
    left.module == right.module && (left.arguments == right.arguments || left.words == right.words)
  }

  /// Hashes the module's name.
  public func hash(into hasher: inout Hasher) { hasher.combine(module) }

  /// The arguments without quotes; one word if they cannot be split.
  var words: [String] {
    let bytes = Array(arguments.utf8)
    let words = try? WordSplitter(source: bytes, line: 1).words(in: bytes.indices)
    return words?.map(\.text) ?? [arguments]
  }
}
