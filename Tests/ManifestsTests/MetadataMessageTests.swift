import Testing

struct MetadataMessageTests {
  @Test(arguments: [
    MessageCase(
      "no name",
      """
        labels: {a: b}
      """,
      """
      in.yaml:4:3: error: metadata.name is missing
      """),
    MessageCase(
      "empty name",
      """
        name: ""
      """,
      """
      in.yaml:4:3: error: metadata.name is missing
      """),
    MessageCase(
      "generateName only",
      """
        generateName: a-
      """,
      """
      in.yaml:4:3: error: metadata.name is missing
      note: generateName makes a new name each time it is applied; give a fixed name
      """),
    MessageCase(
      "name that is a number",
      """
        name: 1
      """,
      """
      in.yaml:4:9: error: metadata.name is the number 1; expected a string
      note: put it in quotes: "1"
      """),
    MessageCase(
      "name in upper case",
      """
        name: Shop
      """,
      """
      in.yaml:4:9: error: metadata.name is "Shop"; expected at most 63 lower-case letters, digits and "-" \
      that begin and end with a letter or digit
      """),
    MessageCase(
      "namespace name with a dot",
      """
        name: a.b
      """,
      """
      in.yaml:4:9: error: metadata.name is "a.b"; expected at most 63 lower-case letters, digits and "-" \
      that begin and end with a letter or digit
      """),
    MessageCase(
      "namespace of a namespace",
      """
        name: a
        namespace: b
      """,
      """
      in.yaml:5:14: error: metadata.namespace is "b", but a Namespace lives in no namespace
      """),
    MessageCase(
      "label value that is a number",
      """
        name: a
        labels:
          version: 1.5
      """,
      """
      in.yaml:6:14: error: metadata.labels["version"] is the number 1.5; expected a string
      note: put it in quotes: "1.5"
      """),
    MessageCase(
      "label value that is a Boolean",
      """
        name: a
        labels: {on: yes}
      """,
      """
      in.yaml:5:16: error: metadata.labels["true"] is the Boolean yes; expected a string
      note: put it in quotes: "yes"
      """),
    MessageCase(
      "label value that is null",
      """
        name: a
        labels:
          role:
      """,
      """
      in.yaml:6:10: warning: metadata.labels["role"] is null; taken as the empty string
      note: write "" for it
      """),
    MessageCase(
      "label value that is a map",
      """
        name: a
        labels: {a: {b: c}}
      """,
      """
      in.yaml:5:15: error: metadata.labels["a"] is a map; expected a string
      """),
    MessageCase(
      "bad label value",
      """
        name: a
        labels: {a: b/c}
      """,
      """
      in.yaml:5:15: error: metadata.labels["a"] is "b/c"; expected at most 63 letters, digits, "-", "_" \
      and "." that begin and end with a letter or digit, or nothing
      """),
    MessageCase(
      "long label value",
      """
        name: a
        labels: {a: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx}
      """,
      """
      in.yaml:5:15: error: metadata.labels["a"] is \
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"; expected at most 63 letters, \
      digits, "-", "_" and "." that begin and end with a letter or digit, or nothing
      """),
    MessageCase(
      "bad label key",
      """
        name: a
        labels: {a b: c}
      """,
      """
      in.yaml:5:12: error: metadata.labels has the key "a b"; expected at most 63 letters, digits, "-", \
      "_" and "." that begin and end with a letter or digit, if need be behind a DNS name and "/"
      """),
    MessageCase(
      "bad prefix of a label key",
      """
        name: a
        labels: {A/b: c}
      """,
      """
      in.yaml:5:12: error: metadata.labels has the key "A/b"; expected at most 63 letters, digits, "-", \
      "_" and "." that begin and end with a letter or digit, if need be behind a DNS name and "/"
      """),
    MessageCase(
      "duplicate label",
      """
        name: a
        labels: {a: b, c: d, a: e}
      """,
      """
      in.yaml:5:24: error: metadata.labels has the key "a" twice
      note: of two equal keys only one can count; remove one
      """),
    MessageCase(
      "duplicate field",
      """
        name: a
        labels: {}
        name: b
      """,
      """
      in.yaml:6:3: error: metadata has the key "name" twice
      note: of two equal keys only one can count; remove one
      """),
    MessageCase(
      "labels that are a list",
      """
        name: a
        labels: [a]
      """,
      """
      in.yaml:5:11: error: metadata.labels is a list; expected a map
      """),
    MessageCase(
      "unknown field",
      """
        name: a
        label: {a: b}
        annotation: {}
        completelyUnknown: 1
      """,
      """
      in.yaml:5:3: warning: unknown field metadata.label; did you mean labels?
      in.yaml:6:3: warning: unknown field metadata.annotation; did you mean annotations?
      in.yaml:7:3: warning: unknown field metadata.completelyUnknown
      """),
    MessageCase(
      "two controllers",
      """
        name: a
        ownerReferences:
        - {kind: A, name: a, controller: true}
        - {kind: B, name: b, controller: true}
      """,
      """
      in.yaml:7:5: error: metadata.ownerReferences[1] is a second owner with controller: true; expected \
      at most one
      """),
    MessageCase(
      "negative grace period",
      """
        name: a
        deletionGracePeriodSeconds: -1
      """,
      """
      in.yaml:5:31: error: metadata.deletionGracePeriodSeconds is -1; expected 0 or more
      """),
    MessageCase(
      "key that is a list",
      """
        name: a
        [x]: y
      """,
      """
      in.yaml:5:3: error: metadata has a map or list as a key; expected a string
      """),
    MessageCase(
      "merge of a string",
      """
        name: a
        <<: b
      """,
      """
      in.yaml:5:7: error: metadata merges something with << that is not a map
      note: << takes an alias of a map, a map, or a list of these
      """),
  ])
  func `What the API server refuses of metadata is refused with its place`(sample: MessageCase) {
    sample.expect(below: "apiVersion: v1\nkind: Namespace\nmetadata:\n")
  }
}
