import Backend
import EngineSupport
import Manifests
import PolicyModel
import Reachability
import Semantics
import Support
import Testing
import Traffic

/// Single decisions and all of them at once are two readings of the policies, written apart; they say the same.
@Suite struct AgreementTests {
  @Test(arguments: 0..<4)
  func `random policies decide one packet as they decide all`(_ part: Int) throws {
    var random = SeededGenerator("random policies, part \(part)", seed: UInt64(part + 1))
    for number in 0..<150 {
      let manifests = ManifestReader.load(text: RandomCase(&random).text, name: "case.json")
      try #require(!manifests.hasErrors, "\(manifests.diagnostics)")
      let specification = Specification(manifests.cluster)
      for family in [AddressFamily.ipv4, .ipv6] {
        let agreement = Agreement(
          specification.reachability(family), manifests.cluster,
          readings: [("one", { specification.decide($0, isTracing: false).verdict })])
        let objection = try agreement.objection(packets: 400, &random)
        #expect(objection == nil, "part \(part), case \(number)")
      }
    }
  }
}
