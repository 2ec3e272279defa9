import Manifests
import Testing

struct ScalarTests {
  private func label(_ value: String) -> LoadedManifests {
    load("apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {k: \(value)}}\n")
  }

  @Test(arguments: [
    "2001-01-01", "v1", "yess", "nope", "1.2.3", "0x", "1e", "0b2", "a1", "\"1\"", "'true'", "\"\"", "!!str 1",
    "! 1", "!!int x",
  ])
  func `What kubectl reads as a string is one`(value: String) {
    #expect(label(value).problems == "")
  }

  @Test(arguments: [
    "1", "0", "-1", "+1", "1_000", "0x1F", "010", "0o10", "0b1", "1.5", "1.", ".5", "1e3", "-.inf", ".NaN", "1E+2",
    "18446744073709551616", "!!int \"1\"",
  ])
  func `What kubectl reads as a number is no string`(value: String) {
    #expect(label(value).problems.contains("is the number"))
  }

  @Test(arguments: ["y", "Y", "yes", "Yes", "YES", "on", "On", "n", "No", "off", "OFF", "true", "True", "FALSE"])
  func `What kubectl reads as a Boolean is no string`(value: String) {
    #expect(
      label(value).problems.contains("is the Boolean \(value); expected a string\nnote: put it in quotes: \"\(value)\"")
    )
  }

  @Test(arguments: ["", "~", "null", "Null", "NULL", "!!null x"])
  func `Null is the empty string, with a warning`(value: String) {
    let manifests = label(value)
    #expect(manifests.problems.contains("warning: metadata.labels[\"k\"] is null"))
    #expect(!manifests.hasErrors)
  }

  @Test(arguments: ["80", "80.0", "8e1", "0x50", "0120", "8_0"])
  func `A whole number may be written as YAML allows`(value: String) {
    let text = """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: a}
      spec: {ingress: [{ports: [{port: \(value)}]}]}
      """
    #expect(load(text).lines("policy").last == "  from [] on [\"80/tcp\"]")
  }

  @Test func `Keys that look like Booleans are spelled out as kubectl does`() {
    let text = "apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {yes: b, 1: c}}\n"
    #expect(load(text).lines("namespace") == ["namespace a {1=c,kubernetes.io/metadata.name=a,true=b}"])
  }
}
