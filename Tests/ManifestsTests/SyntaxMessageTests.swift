import Testing

struct SyntaxMessageTests {
  @Test(arguments: [
    MessageCase(
      "tab for indentation",
      """
      a:
      \tb: c
      """,
      """
      in.yaml:2:1: error: not valid YAML: found character that cannot start any token
      note: while scanning for the next token
      note: there is a tab here; indent with spaces
      """),
    MessageCase(
      "tab before a key",
      """
      a: b
      \tc: d
      """,
      """
      in.yaml:2:1: error: not valid YAML: found a tab character that violates indentation
      note: while scanning a plain scalar that begins in line 1
      note: there is a tab here; indent with spaces
      """),
    MessageCase(
      "colon in a value",
      """
      a: b: c
      """,
      """
      in.yaml:1:5: error: not valid YAML: mapping values are not allowed in this context
      note: look for a wrong indentation above, or put a value with ": " in it in quotes
      """),
    MessageCase(
      "wrong indentation",
      """
      a:
        b: c
       d: e
      """,
      """
      in.yaml:3:2: error: not valid YAML: did not find expected key
      note: while parsing a block mapping that begins in line 1
      note: look for a line with a wrong indentation
      """),
    MessageCase(
      "list beside a key",
      """
      a:
        - b
        c: d
      """,
      """
      in.yaml:3:3: error: not valid YAML: did not find expected '-' indicator
      note: while parsing a block collection that begins in line 2
      note: look for a line with a wrong indentation
      """),
    MessageCase(
      "reserved character",
      """
      a: @b
      """,
      """
      in.yaml:1:4: error: not valid YAML: found character that cannot start any token
      note: while scanning for the next token
      note: put a value that begins with this character in quotes
      """),
    MessageCase(
      "missing comma",
      """
      a: [b c: d, {e: f g}
      ---
      {a: b} {c: d}
      """,
      """
      in.yaml:2:1: error: not valid YAML: did not find expected ',' or ']'
      note: while parsing a flow sequence that begins in line 1
      note: a comma or a bracket is missing
      in.yaml:3:1: error: apiVersion is missing
      note: for example apiVersion: networking.k8s.io/v1
      in.yaml:3:1: error: kind is missing
      note: for example kind: NetworkPolicy
      in.yaml:3:8: error: not valid YAML: did not find expected <document start>
      note: separate documents by a line with ---
      """),
    MessageCase(
      "missing bracket at the end",
      """
      {"a": ["b"
      """,
      """
      in.yaml:2:1: error: the text ends too early: did not find expected ',' or ']'
      note: while parsing a flow sequence that begins in line 1
      """),
    MessageCase(
      "missing quote at the end",
      """
      a: "b
      """,
      """
      in.yaml:1:6: error: the text ends too early: found unexpected end of stream
      note: while scanning a quoted scalar
      """),
    MessageCase(
      "two JSON documents",
      """
      {"kind": "X", "apiVersion": "y"}
      {"kind": "X", "apiVersion": "y"}
      """,
      """
      in.yaml:2:1: error: not valid YAML: did not find expected <document start>
      note: separate documents by a line with ---
      """),
    MessageCase(
      "list behind its key",
      """
      a: - b
      """,
      """
      in.yaml:1:4: error: not valid YAML: block sequence entries are not allowed in this context
      note: put the list in a line of its own, or in brackets
      """),
    MessageCase(
      "surrogates",
      #"""
      {"a": "\ud83d\ude00"}
      """#,
      #"""
      in.yaml:1:10: error: not valid YAML: found invalid Unicode character escape code
      note: while parsing a quoted scalar
      note: write the character itself; YAML knows no pairs of \uD8xx escapes
      """#),
    MessageCase(
      "undefined alias",
      """
      a: *b
      """,
      """
      in.yaml:1:4: error: alias "*b" has no anchor in front of it in this document
      """),
    MessageCase(
      "alias within its own value",
      """
      a: &b [*b]
      """,
      """
      in.yaml:1:8: error: alias "*b" stands inside the value it names
      """),
    MessageCase(
      "two broken documents",
      """
      a: b: c
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: Bad}
      ---
      [
      ---
      kind: X
      apiVersion: v1
      """,
      """
      in.yaml:1:5: error: not valid YAML: mapping values are not allowed in this context
      note: look for a wrong indentation above, or put a value with ": " in it in quotes
      in.yaml:5:18: error: metadata.name is "Bad"; expected at most 63 lower-case letters, digits and "-" \
      that begin and end with a letter or digit
      in.yaml:7:1: error: here is a list; expected a Kubernetes object, a map with apiVersion and kind
      in.yaml:8:1: error: not valid YAML: did not find expected node content
      note: while parsing a flow node
      """),
    MessageCase(
      "empty text",
      "",
      """
      in.yaml: warning: holds no object
      """),
    MessageCase(
      "comment only",
      """
      # nothing
      """,
      """
      in.yaml: warning: holds no object
      """),
    MessageCase(
      "empty documents",
      """
      ---
      ---
      ...
      """,
      """
      in.yaml: warning: holds no object
      """),
  ])
  func `What is not YAML is said with its place`(sample: MessageCase) {
    sample.expect()
  }
}
