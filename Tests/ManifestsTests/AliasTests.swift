import Manifests
import Testing

struct AliasTests {
  private static let head = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n"

  private func labels(_ rest: String) -> String? {
    let manifests = load(Self.head + rest)
    #expect(manifests.problems == "")
    return manifests.lines("namespace").first.map { String($0.dropFirst("namespace a ".count)) }
  }

  @Test(arguments: [
    ("an alias of a scalar", "  annotations: {x: &v b}\n  labels: {a: *v}\n", "{a=b}"),
    ("an alias of a key", "  annotations: {&k a: x}\n  labels: {*k : b}\n", "{a=b}"),
    ("an alias of a map", "  annotations: &l {a: b}\n  labels: *l\n", "{a=b}"),
    ("a redefined anchor", "  annotations: [&v x, &v w]\n  labels: {a: *v}\n", "{a=w}"),
    ("an anchor within an anchor", "  annotations: &o {i: &i {a: b}}\n  labels: *i\n", "{a=b}"),
    ("an alias within an anchor", "  annotations: [&v b, &l {a: *v}]\n  labels: *l\n", "{a=b}"),
    ("an anchor in front of the object's type", "  annotations: &l {a: b}\n  labels: *l\n", "{a=b}"),
    ("a merged alias", "  annotations: &l {a: b}\n  labels: {<<: *l, c: d}\n", "{a=b,c=d}"),
    ("explicit keys win behind", "  annotations: &l {a: b, c: x}\n  labels: {<<: *l, c: d}\n", "{a=b,c=d}"),
    ("explicit keys win in front", "  annotations: &l {a: b, c: x}\n  labels: {c: d, <<: *l}\n", "{a=b,c=d}"),
    ("a merged map", "  labels: {<<: {a: b}, c: d}\n", "{a=b,c=d}"),
    (
      "the first of several wins", "  annotations: [&x {a: b}, &y {a: z, c: d}]\n  labels: {<<: [*x, *y]}\n",
      "{a=b,c=d}"
    ),
    ("merges within merges", "  annotations: [&x {a: b, c: x}, &y {<<: *x, c: d}]\n  labels: {<<: *y}\n", "{a=b,c=d}"),
    ("a quoted merge key is a key", "  annotations: {\"<<\": x}\n  labels: {a: b}\n", "{a=b}"),
  ])
  func `Aliases and merge keys stand for what they name`(name: String, text: String, labels: String) {
    let expected = String(labels.dropLast() + ",kubernetes.io/metadata.name=a}")
    #expect(self.labels(text) == expected, "\(name)")
  }

  @Test func `Merge keys work on fields, and what they bring is validated where it stands`() {
    let text = """
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      spec:
        containers:
        - &base
          name: a
          ports:
          - &port {containerPort: 80, protocol: tcp}
        - <<: *base
          name: b
          ports: [{<<: *port, protocol: UDP, name: Bad}]
      """
    #expect(
      load(text).problems == """
        in.yaml:9:43: error: spec.containers[0].ports[0].protocol is "tcp"; expected "TCP", "UDP" or "SCTP"
        in.yaml:12:46: error: spec.containers[1].ports[0].name is "Bad"; expected at most 15 lower-case letters, digits \
        and single "-", with at least one letter, that begin and end with a letter or digit
        """)
  }

  @Test func `A whole object can be merged, its type included`() {
    let text = """
      apiVersion: v1
      kind: List
      items:
      - &base
        apiVersion: v1
        kind: Namespace
        metadata: {name: a, labels: {x: w}}
      - <<: *base
        metadata: {name: b}
      - *base
      """
    let manifests = load(text)
    #expect(manifests.lines("namespace").count == 2)
    #expect(
      manifests.problems == """
        in.yaml:4:3: error: Namespace "a" is given twice
        note: the first stands at in.yaml:4:3
        """)
  }

  @Test func `An anchor ends with its document`() {
    let text =
      Self.head + "  labels: &l {a: b}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: b, labels: *l}\n"
    #expect(load(text).problems == "in.yaml:9:29: error: alias \"*l\" has no anchor in front of it in this document")
  }
}
