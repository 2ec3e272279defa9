public import Backend
internal import Reachability
public import Traffic

/// What distinguishes contenders: every connection that one lets begin and another does not, exactly.
///
///     let comparison = try Comparison([Contender(npm, cluster), Contender(calico, cluster)], judge: specification)
///     comparison.differences.first?.cause?.words
public struct Comparison: Sendable {
  /// Those that are compared, in the order given.
  public let contenders: [Contender]
  /// The ends that differences point to.
  public let ends: [JointEnd]
  /// The differences, those with the same cause together, known causes first.
  public let differences: [Difference]

  /// The address family that it is about.
  public var family: AddressFamily { contenders[0].reachability.index.family }

  /// Compares at least two contenders; `judge` is the engine that says what ought to be, for the search for causes.
  ///
  /// Throws `UndecidableError` or `TranslationError` where the judge does.
  public init(_ contenders: [Contender], judge: any PolicyBackend) throws {
    precondition(contenders.count > 1, "one contender differs from nobody")
    self.contenders = contenders
    ends = JointEnds(contenders).ends
    var finder = DifferenceFinder(ends, contenders)
    var explanation = try Explanation(contenders, ends, judge: judge)
    differences = try explanation.explained(finder.differences())
  }
}
