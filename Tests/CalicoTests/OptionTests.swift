import Backend
import Manifests
import Netfilter
import PolicyModel
import Simulation
import Testing
import Text
import Traffic

@testable import Calico

@Suite struct OptionTests {
  private static func refusal(_ text: String) -> String {
    do {
      _ = try Calico().configured([EngineOption(text)!])
      return ""
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    (
      "interfaceprefix=cali",
      "engine calico@3.31 has no option \"interfaceprefix\"; expected one of interfacePrefix, "
        + "defaultEndpointToHostAction, iptablesMarkMask, nftablesMode, ipv6Support"
    ),
    (
      "interfacePrefix=calico",
      "option interfacePrefix of engine calico@3.31 is \"calico\"; expected prefixes of at most 4 letters, digits, '-', "
        + "'_' or '.', as in cali or cali,tap"
    ),
    (
      "defaultEndpointToHostAction=REJECT",
      "option defaultEndpointToHostAction of engine calico@3.31 is \"REJECT\"; expected DROP, ACCEPT or RETURN"
    ),
    (
      "iptablesMarkMask=0xf",
      "option iptablesMarkMask of engine calico@3.31 is \"0xf\"; expected a number of 32 bits with five bits set at least, "
        + "as in 0xffff0000"
    ),
    (
      "nftablesMode=Enabled",
      "option nftablesMode of engine calico@3.31 is \"Enabled\"; expected Auto or Disabled: Enabled makes Felix write "
        + "nftables, which is not mirrored"
    ),
    ("ipv6Support=maybe", "option ipv6Support of engine calico@3.31 is \"maybe\"; expected auto, true or false"),
    ("interfacePrefix=cali,tap", ""), ("defaultEndpointToHostAction=Drop", ""), ("iptablesMarkMask=0xff000000", ""),
  ])
  func `a setting is taken, or refused with what is expected`(_ text: String, _ message: String) {
    #expect(Self.refusal(text) == message)
  }

  private static func chains(_ options: [EngineOption]) throws -> [String: [String]] {
    let yaml = """
      {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x}, spec: {nodeName: node-a, containers: [{name: c}]},
        status: {podIP: 10.0.0.1}}
      """
    let cluster = ManifestReader.load(text: Array(yaml.utf8), name: "a.yaml").cluster
    let dataplane = try #require(try Calico().configured(options).translate(cluster) as? NetfilterDataplane)
    let chains = dataplane.programs[0].program[.filter]?.chains ?? []
    return Dictionary(
      uniqueKeysWithValues: chains.map { chain in
        let rules = chain.rules.map { rule in
          var (rule, text) = (rule, TextBuffer())
          rule.matches.removeAll { if case .comment = $0 { true } else { false } }
          text.append(rule, as: .felix)
          return String(text.text.dropFirst())
        }
        return (chain.name.text, rules)
      })
  }

  @Test func `the first prefix names devices, and every one is policed`() throws {
    let chains = try Self.chains([EngineOption("interfacePrefix", "cali,tap")])
    #expect(chains["cali-tw-cali456b416f2bf"] != nil)
    #expect(
      chains["cali-INPUT"]?.prefix(2) == [
        "--in-interface cali+ --goto cali-wl-to-host", "--in-interface tap+ --goto cali-wl-to-host",
      ])
    #expect(chains["cali-FORWARD"]?.count == 8)
  }

  @Test(arguments: [("DROP", "--jump DROP"), ("ACCEPT", "--jump ACCEPT"), ("RETURN", "--jump RETURN")])
  func `what egress policies let pass to the node ends as configured`(_ action: String, _ rule: String) throws {
    let chains = try Self.chains([EngineOption("defaultEndpointToHostAction", action)])
    #expect(chains["cali-wl-to-host"]?.last == rule)
  }

  @Test func `marks move with their mask`() throws {
    let chains = try Self.chains([EngineOption("iptablesMarkMask", "0xff00")])
    #expect(chains["cali-FORWARD"]?.first == "--jump MARK --set-mark 0/0x1a00")
    #expect(chains["cali-pri-kns.x"] == ["--jump MARK --set-mark 0x100/0x100"])
  }

  @Test func `blocks within other blocks are left out where nftables would mind`() {
    let nets = ["10.0.0.0/8", "10.1.0.0/16", "10.1.0.1/32", "11.0.0.0/32", "11.0.0.1/32"].map { CIDR($0)! }
    #expect(SetMembers.withoutContained(nets).map(\.description) == ["10.0.0.0/8", "11.0.0.0/32", "11.0.0.1/32"])
    #expect(CalicoSettings(.v3_31).nftablesMode == .disabled)
    #expect(CalicoSettings(.v3_32).nftablesMode == .auto)
  }
}
