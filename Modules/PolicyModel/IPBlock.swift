public import Diagnostics
public import Traffic

/// A block of addresses with holes.
public struct IPBlock: Hashable, Sendable {
  /// The block as written, host bits included.
  public var cidr: WrittenBlock
  /// The holes as written, in the order given.
  public var except: [WrittenBlock]
  /// Where the block was read.
  public var position: SourcePosition

  /// A block as written.
  public init(_ cidr: WrittenBlock, except: [WrittenBlock] = [], position: SourcePosition = .none) {
    self.cidr = cidr
    self.except = except
    self.position = position
  }

  /// A block that is one.
  public init(_ cidr: CIDR, except: [CIDR] = [], position: SourcePosition = .none) {
    self.init(.block(cidr), except: except.map { .block($0) }, position: position)
  }
}

/// The text of a block: mostly a block, but clusters of old have others, and each engine makes its own of them.
public enum WrittenBlock: Hashable, Sendable {
  /// A block.
  case block(CIDR)
  /// A block with leading zeros, such as `010.0.0.0/8`: the API server takes it, but not every engine does.
  case padded(CIDR, String)
  /// A text that is none; the API server refuses it today.
  case malformed(String)

  /// The block, if it is one to the API server.
  public var cidr: CIDR? {
    switch self {
    case .block(let cidr), .padded(let cidr, _): cidr
    case .malformed: nil
    }
  }
}

extension WrittenBlock: CustomStringConvertible {
  /// As written.
  public var description: String {
    switch self {
    case .block(let cidr): cidr.description
    case .padded(_, let text), .malformed(let text): text
    }
  }
}
