public import Diagnostics
public import PolicyModel

/// An engine that enforces network policies, mirrored: it turns a cluster into the programs that its nodes would hold.
///
/// A backend is a value, registered in the composition root. `translate` is pure: equal clusters give byte-equal
/// programs, whatever the order of the input was.
public protocol PolicyBackend: Sendable {
  /// Who it is, what it mirrors, what it can express.
  var descriptor: BackendDescriptor { get }

  /// The programs of all nodes.
  ///
  /// Policies that the engine refuses are left out as the engine leaves them out and reported in the result's
  /// `refusals`, all at once. Throws only when there is no program at all, for example where the whole input exceeds
  /// what the engine can hold.
  func translate(_ cluster: Cluster) throws(TranslationError) -> any DataplaneProgram

  /// The same engine with these settings, later ones over earlier ones.
  ///
  /// Throws for the first setting that the engine does not take; one without settings takes none.
  func configured(_ options: [EngineOption]) throws(EngineOptionError) -> any PolicyBackend

  /// Why the engine decides a packet otherwise than the specification, or than an engine that follows it, would: one of
  /// its known deviations; `nil` where none of them is the cause.
  func deviation(_ question: DeviationQuestion) -> DeviationAnswer?

  /// What users of the engine should know of this input: its limits, and what comes of what it refuses.
  func findings(on cluster: Cluster, _ program: any DataplaneProgram) -> [Diagnostic]
}

extension PolicyBackend {
  /// No known deviation.
  public func deviation(_ question: DeviationQuestion) -> DeviationAnswer? { nil }

  /// Nothing to say.
  public func findings(on cluster: Cluster, _ program: any DataplaneProgram) -> [Diagnostic] { [] }

  /// The engine itself where there are no options; any option is one too many.
  public func configured(_ options: [EngineOption]) throws(EngineOptionError) -> any PolicyBackend {
    guard let option = options.first else { return self }
    throw EngineOptionError(option, of: descriptor)
  }
}

/// Why there is no program at all.
public struct TranslationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, with the value, and what was expected; lower case, no full stop.
  public var message: String
  /// What to do about it.
  public var remedy: String?

  /// An error.
  public init(_ message: String, remedy: String? = nil) {
    self.message = message
    self.remedy = remedy
  }

  /// The message, and the remedy on a line of its own.
  public var description: String { remedy.map { "\(message)\nnote: \($0)" } ?? message }
}
