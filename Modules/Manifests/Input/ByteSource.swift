internal import Glibc

/// The bytes of one input, handed to libyaml piece by piece and counted.
///
/// A class because libyaml's read handler gets its address.
final class ByteSource {
  /// Why the bytes ended early.
  enum Failure: Equatable {
    /// `read` failed.
    case unreadable(errno: Int32)
    /// Too many bytes without any part of the structure.
    case scalarTooLong
    /// Too many bytes altogether.
    case inputTooLong
  }

  /// What the bytes ended with, if they ended early.
  private(set) var failure: Failure?
  /// How many bytes were handed out.
  private(set) var bytesRead = 0
  /// Counts the parser's events; written by the parser, read here, and a bare pointer because it's touched for each.
  let progress: UnsafeMutablePointer<Int>

  private let descriptor: Int32
  private let chunk: UnsafeMutableRawBufferPointer
  private var pending = UnsafeRawBufferPointer(start: nil, count: 0)
  private let bytesAllowed: Int
  private let bytesAllowedBetweenEvents: Int
  private var progressSeen = 0
  private var bytesSinceProgress = 0

  /// The bytes that `read` gives for `descriptor`, which stays the caller's to close.
  init(descriptor: Int32, bytesAllowed: Int, limits: ManifestLimits) {
    self.descriptor = descriptor
    self.bytesAllowed = bytesAllowed
    bytesAllowedBetweenEvents = limits.scalarBytes
    chunk = .allocate(byteCount: 256 << 10, alignment: 4096)
    progress = .allocate(capacity: 1)
    progress.initialize(to: 0)
  }

  /// The given bytes, which are copied.
  init(bytes: [UInt8], bytesAllowed: Int, limits: ManifestLimits) {
    descriptor = -1
    self.bytesAllowed = bytesAllowed
    bytesAllowedBetweenEvents = limits.scalarBytes
    chunk = .allocate(byteCount: max(bytes.count, 1), alignment: 16)
    chunk.copyBytes(from: bytes)
    pending = UnsafeRawBufferPointer(rebasing: chunk[..<bytes.count])
    progress = .allocate(capacity: 1)
    progress.initialize(to: 0)
  }

  deinit {
    chunk.deallocate()
    progress.deallocate()
  }

  /// Copies up to `capacity` bytes to `target` and returns how many; 0 at the end, `nil` after a failure.
  func read(into target: UnsafeMutablePointer<UInt8>, capacity: Int) -> Int? {
    guard failure == nil, refill() else { return nil }
    let count = min(capacity, pending.count)
    if let start = pending.baseAddress, count > 0 {
      UnsafeMutableRawPointer(target).copyMemory(from: start, byteCount: count)
      pending = UnsafeRawBufferPointer(rebasing: pending[count...])
    }
    account(for: count)
    return failure == nil ? count : nil
  }

  /// Drops lines up to `line` (from 1) and on to the next one that begins with `---`; returns how many lines were
  /// dropped, or `nil` if there is no such line. For a source that nothing was read from.
  func skipToDocument(after line: Int) -> Int? {
    var dropped = 0
    while refill(), !pending.isEmpty {
      if dropped >= line, startsDocument() { return dropped }
      dropLine()
      dropped += 1
    }
    return nil
  }

  /// Makes `pending` hold something unless the end is reached; `false` after a failure.
  private func refill() -> Bool {
    guard pending.isEmpty, descriptor >= 0 else { return true }
    while true {
      let count = Glibc.read(descriptor, chunk.baseAddress, chunk.count)
      if count >= 0 {
        pending = UnsafeRawBufferPointer(rebasing: chunk[..<count])
        return true
      }
      if errno == EINTR { continue }
      failure = .unreadable(errno: errno)
      return false
    }
  }

  private func account(for count: Int) {
    bytesRead += count
    if progress.pointee != progressSeen { (progressSeen, bytesSinceProgress) = (progress.pointee, 0) }
    bytesSinceProgress += count
    if bytesSinceProgress > bytesAllowedBetweenEvents {
      failure = .scalarTooLong
    } else if bytesRead > bytesAllowed {
      failure = .inputTooLong
    }
  }

  /// Whether `pending` begins with `---`; a marker that is cut by the chunk's end is not seen, which costs one document.
  private func startsDocument() -> Bool {
    pending.count >= 3 && pending.prefix(3).allSatisfy { $0 == UInt8(ascii: "-") }
  }

  private func dropLine() {
    while refill(), !pending.isEmpty {
      if let end = pending.firstIndex(of: 10) {
        pending = UnsafeRawBufferPointer(rebasing: pending[(end + 1)...])
        return
      }
      pending = UnsafeRawBufferPointer(start: nil, count: 0)
    }
  }
}
