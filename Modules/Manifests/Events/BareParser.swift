internal import CLibYAML
internal import Glibc

/// libyaml alone over the bytes that the reader would get: the yardstick of the benchmarks.
package enum BareParser {
  /// Why there is no count.
  package enum Failure: Error {
    /// The file can't be opened; the system's error number.
    case unreadable(Int32)
    /// libyaml refuses the text.
    case refused
  }

  /// Parses a file, throws its events away and returns how many there were.
  package static func countEvents(path: String) throws -> Int {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure.unreadable(errno) }
    defer { close(descriptor) }
    let source = ByteSource(descriptor: descriptor, bytesAllowed: .max, limits: ManifestLimits())
    return try withExtendedLifetime(source) { try countEvents(source) }
  }

  private static func countEvents(_ source: ByteSource) throws -> Int {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { throw Failure.refused }
    defer { yaml_parser_delete(&parser) }
    yaml_parser_set_input(&parser, readBytes, Unmanaged.passUnretained(source).toOpaque())
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(&parser, &event) == 1 else { throw Failure.refused }
      let isLast = event.type == YAML_STREAM_END_EVENT
      yaml_event_delete(&event)
      source.progress.pointee += 1
      if isLast { return source.progress.pointee }
    }
  }
}
