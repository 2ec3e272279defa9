import AzureNPM
import Backend
import Comparison
import Manifests
import Semantics
import Support
import Testing

/// Where the engine's program lets other connections begin than the specification: in these cases, for these reasons, and
/// in no others.
struct DeviationTests {
  /// The cases that deviate, by file and name, with the ids of `Docs/Differences.md`.
  private static let known: [String: [String]] = [
    "edge-a random-2034": ["NPM-NEGATION-EXTERNAL"],
    "edge-a random-2036": ["NPM-IPV6-REFUSED"],
    "edge-a random-2048": ["NPM-IPV6-REFUSED"],
    "random-b random-1011": ["NPM-NEGATION-EXTERNAL", "NPM-NOTIN-MULTI"],
    "random-d random-3008": ["NPM-NEGATION-EXTERNAL", "NPM-NOTIN-MULTI"],
    "random-d random-3010": ["NPM-NEGATION-EXTERNAL"],
    "random-d random-3012": ["NPM-NEGATION-EXTERNAL", "NPM-NOTIN-MULTI"],
    "random-d random-3015": ["NPM-NEGATION-EXTERNAL"],
    "random-d random-3017": ["NPM-NEGATION-EXTERNAL"],
    "random-d random-3020": ["NPM-NEGATION-EXTERNAL"],
    "random-d random-3021": ["NPM-NEGATION-EXTERNAL"],
    "random-d random-3023": ["NPM-NEGATION-EXTERNAL"],
    "random-d random-3030": ["NPM-NEGATION-EXTERNAL"],
    "random-d random-3031": ["NPM-NEGATION-EXTERNAL"],
    "random-d random-3040": ["NPM-NEGATION-EXTERNAL"],
  ]

  @Test(arguments: ["cyclonus", "edge-a", "published", "random-a", "random-b", "random-d"])
  func `every deviation from the specification is listed with its reason`(file: String) throws {
    var found: [String: [String]] = [:]
    for input in try InputCase.all("inputs/\(file)") {
      let cluster = ManifestReader.load(text: input.list, name: "case.json").cluster
      let contenders = [try Contender(AzureNPM(), cluster), try Contender(SpecificationBackend(), cluster)]
      let differences = try Comparison(contenders, judge: SpecificationBackend()).differences
      guard !differences.isEmpty else { continue }
      let ids = Set(differences.map { $0.cause?.deviation?.id ?? "unknown" })
      found["\(file) \(input.name)"] = ids.sorted()
    }
    #expect(found == Self.known.filter { $0.key.hasPrefix("\(file) ") })
  }
}
