import Backend
import Manifests
import PolicyModel
import Simulation
import Support
import Testing
import Traffic

@testable import Calico

/// The real engine's own output, case by case; what it holds is told in `Tests/Vectors/README.md`.
@Suite struct VectorTests {
  static let files = Calico.Version.allCases.flatMap { version in
    Vectors.names(in: "calico@\(version.rawValue)").map { VectorFile(version: version, name: $0) }
  }

  @Test(arguments: files)
  func `every node of the vectors is programmed as the engine does it`(_ file: VectorFile) throws {
    let expected = try Vectors.lines(file.name, as: VectorCase.self)
    let inputs = try InputCase.all("inputs/\(file.inputs)")
    #expect(inputs.count == expected.count)
    for (input, expected) in zip(inputs, expected) {
      #expect(input.name == expected.name)
      let manifests = ManifestReader.load(text: input.list, name: "case.json")
      try #require(manifests.isTranslatable, "\(manifests.diagnostics)")
      let program = try Calico(file.version).translate(manifests.cluster)
      let difference = expected.difference(from: try #require(program as? NetfilterDataplane))
      #expect(difference == nil, "\(file.name) \(input.name)")
    }
  }

  @Test(arguments: files)
  func `every policy becomes the resource that the engine makes of it`(_ file: VectorFile) throws {
    let expected = try Vectors.lines(file.name, as: VectorCase.self)
    for (input, expected) in zip(try InputCase.all("inputs/\(file.inputs)"), expected) {
      let cluster = ManifestReader.load(text: input.list, name: "case.json").cluster
      let resources = PolicyIntake(cluster, file.version).resources.map { policy in
        JSON(PolicyResources.resource(policy, name: PolicyIdentity(policy, file.version).resourceName))
      }
      #expect(Set(resources) == Set(expected.policies.map(\.withoutEmptyFields)), "\(input.name)")
    }
  }
}

/// A file of the engine's outputs and the inputs that belong to it.
struct VectorFile: Sendable, CustomTestStringConvertible {
  var version: Calico.Version
  var name: String

  var inputs: String { String(name.split(separator: "/").last ?? "") }
  var testDescription: String { name }
}

extension JSON {
  /// A resource as JSON.
  init(_ value: ResourceValue) {
    switch value {
    case .text(let text): self = .string(text)
    case .number(let number): self = .number(Double(number))
    case .list(let values): self = .array(values.map { JSON($0) })
    case .fields(let fields):
      self = .object(Dictionary(uniqueKeysWithValues: ResourceValue.written(fields).map { ($0.name, JSON($0.value)) }))
    }
  }

  /// Without fields that hold nothing, and with the tier that older versions leave out.
  fileprivate var withoutEmptyFields: JSON {
    switch self {
    case .object(let fields):
      var result = fields.mapValues(\.withoutEmptyFields).filter { $0.value != .object([:]) }
      if result["selector"] != nil, result["order"] != nil { result["tier"] = .string("default") }
      return .object(result)
    case .array(let values): return .array(values.map(\.withoutEmptyFields))
    default: return self
    }
  }
}
