public import Backend
public import PolicyModel

/// Answers whether connections can begin, by asking `program` about every one that the question comes down to.
///
/// With `isTracing`, each answer has every rule that took part. Throws `UnknownEndpoint` where the question names
/// something that is not there, and `UndecidableError` where the program has a rule whose meaning is not known.
public func check(
  _ question: CheckQuestion, in cluster: Cluster, under program: any DataplaneProgram, isTracing: Bool = true
) throws -> CheckAnswer {
  let paths = try Checker(question, cluster).connections()
  let connections = try paths.map { path in
    guard path.refusal == nil else { return path }
    var path = path
    path.decision = try program.decide(path.connection, isTracing: isTracing)
    return path
  }
  return CheckAnswer(question, connections)
}
