import Support
import Testing

@testable import History

/// Every text that a history can say, once.
struct MessageTests {
  private static let noon = Instant(seconds: 1_793_536_200)

  @Test(arguments: [
    (HistoryError.missing("a.sqlite"), "there is no history \"a.sqlite\""),
    (.notAHistory("a"), "\"a\" is no history of Moat's"),
    (.newerSchema("moat.sqlite", 7), "history \"moat.sqlite\" has schema 7; this build reads up to \(Schema.version)"),
    (
      .olderSchema("a", 1),
      "history \"a\" has schema 1 and may only be read; this build needs to bring it to \(Schema.version)"
    ),
    (.readOnly("a"), "history \"a\" may only be read; nothing was recorded"),
    (.refused("open", "a", 13), "cannot open \"a\": Permission denied"),
    (.broken("a", "malformed"), "history \"a\" is broken: malformed"),
    (.brokenObject(ObjectKey(.policy, "shop", "web")), "the stored NetworkPolicy shop/web is broken"),
    (.unknownCluster("a", known: []), "there is no cluster \"a\"; the history has none"),
    (.unknownCluster("a", known: ["b", "c"]), "there is no cluster \"a\"; expected one of b, c"),
    (.noClusterInUse(known: []), "no cluster is in use"),
    (.noClusterInUse(known: ["b"]), "no cluster is in use; there are b"),
    (.clusterExists("a"), "there is a cluster \"a\" already"),
    (
      .badClusterName("a b"),
      "cluster name \"a b\" is not one; expected 1-63 letters, digits, hyphens or underscores, with a letter or digit at both ends"
    ),
    (.noRevisions("a"), "cluster \"a\" has no revision yet"),
    (.unknownRevision("9", "a", last: 3), "cluster \"a\" has no revision \"9\"; it has 1 to 3"),
    (.badRevision("zz"), "\"zz\" names no revision"),
    (.ambiguousRevision("abcd", [1, 2]), "\"abcd\" begins the digests of revisions 1, 2"),
    (
      .beforeFirst("@{2026-01-01}", "a", first: noon),
      "cluster \"a\" had no revision at @{2026-01-01}; its first is of 2026-11-01 12:30:00"
    ),
    (.movedOn("a", 4), "revision 4 of cluster \"a\" was recorded meanwhile; nothing was recorded"),
    (
      .timeGoesBack(Instant(seconds: 0), last: noon),
      "--time 1970-01-01 00:00:00 lies before the last revision, which is of 2026-11-01 12:30:00"
    ),
    (
      .azurePolicyNeedsAzurePlugin(.kubenet),
      "--network-policy azure does not go with --network-plugin kubenet: Azure NPM needs the azure plugin"
    ),
    (
      .calicoNeedsPlugin,
      "--network-policy calico does not go with --network-plugin none: Calico on AKS needs azure or kubenet"
    ),
    (
      .versionOfNothing("1.6"),
      "--engine-version 1.6 does not go with --network-policy none: nothing enforces policies"
    ),
    (.azureIsIPv4("fd00::/64"), "--pod-cidr fd00::/64 is IPv6, and Azure NPM filters IPv4 only"),
    (.badExport(line: 3), "line 3 is no line of an export (schema moat.history/1)"),
  ])
  func `Each error says what is wrong`(error: HistoryError, text: String) { #expect(error.message == text) }

  @Test func `An error ends with its remedies`() {
    let text = HistoryError.missing("a").description
    #expect(text.hasSuffix("\nnote: moat cluster create NAME makes one; --store or MOAT_STORE names another"))
  }

  @Test(arguments: ["", "-a", "a-", "a b", String(repeating: "a", count: 64), "ä"])
  func `What AKS takes for no name is none`(name: String) { #expect(ClusterRow.objection(to: name) != nil) }

  @Test(arguments: ["a", "a-b_c", "A1", String(repeating: "a", count: 63)])
  func `Names of clusters are taken`(name: String) { #expect(ClusterRow.objection(to: name) == nil) }
}
