import AzureNPM
import Backend
import EngineSupport
import Manifests
import PolicyModel
import Reachability
import Simulation
import Support
import Testing
import Traffic

/// The engine's programs for random policies: run packet by packet, filtered fast, and all packets at once.
@Suite struct AgreementTests {
  @Test(arguments: 0..<4)
  func `random policies make programs that all three readings agree on`(_ part: Int) throws {
    var random = SeededGenerator("programs of random policies, part \(part)", seed: UInt64(part + 1))
    for number in 0..<60 {
      let manifests = ManifestReader.load(text: RandomCase(&random).text, name: "case.json")
      try #require(!manifests.hasErrors, "\(manifests.diagnostics)")
      let engine = AzureNPM()
      let program = try #require(try engine.translate(manifests.cluster) as? NetfilterDataplane)
      for family in [AddressFamily.ipv4, .ipv6] {
        let filter = try PacketFilter(program, family: family)
        let agreement = Agreement(
          try program.reachability(family), manifests.cluster,
          readings: [("run", { try program.verdict($0) }), ("filter", { filter.verdict($0) })])
        let objection = try agreement.objection(packets: 200, &random)
        #expect(objection == nil, "part \(part), case \(number)")
      }
    }
  }
}
