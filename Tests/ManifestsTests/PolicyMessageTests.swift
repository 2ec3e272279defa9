import Testing

struct PolicyMessageTests {
  @Test(arguments: [
    MessageCase(
      "endPort below port",
      """
        ingress:
        - ports: [{port: 80, endPort: 79}]
      """,
      """
      in.yaml:6:33: error: spec.ingress[0].ports[0].endPort 79 is less than port 80
      """),
    MessageCase(
      "endPort beyond ports",
      """
        ingress:
        - ports: [{port: 80, endPort: 70000}]
      """,
      """
      in.yaml:6:33: error: spec.ingress[0].ports[0].endPort is 70000; expected a port from 1 to 65535
      """),
    MessageCase(
      "endPort without port",
      """
        ingress:
        - ports: [{endPort: 79}]
      """,
      """
      in.yaml:6:23: error: spec.ingress[0].ports[0].endPort 79 stands without port; expected port, too
      """),
    MessageCase(
      "endPort with a name",
      """
        egress:
        - ports: [{endPort: 79, port: http}]
      """,
      """
      in.yaml:6:23: error: spec.egress[0].ports[0].endPort 79 stands with the named port "http"; expected \
      a number
      note: a range needs port as a number
      """),
    MessageCase(
      "port 0",
      """
        ingress:
        - ports: [{port: 0}]
      """,
      """
      in.yaml:6:20: error: spec.ingress[0].ports[0].port is 0; expected a port from 1 to 65535
      """),
    MessageCase(
      "port too large",
      """
        ingress:
        - ports: [{port: 65536}]
      """,
      """
      in.yaml:6:20: error: spec.ingress[0].ports[0].port is 65536; expected a port from 1 to 65535
      """),
    MessageCase(
      "port beyond 32 bits",
      """
        ingress:
        - ports: [{port: 4294967376}]
      """,
      """
      in.yaml:6:20: error: spec.ingress[0].ports[0].port is 4294967376; expected a port from 1 to 65535
      """),
    MessageCase(
      "port in quotes",
      """
        ingress:
        - ports: [{port: "80"}]
      """,
      """
      in.yaml:6:20: error: spec.ingress[0].ports[0].port is the string "80", which is no port's name
      note: write 80 without quotes for the port number
      """),
    MessageCase(
      "port with a bad name",
      """
        ingress:
        - ports: [{port: Web_Port}]
      """,
      """
      in.yaml:6:20: error: spec.ingress[0].ports[0].port is "Web_Port"; expected at most 15 lower-case \
      letters, digits and single "-", with at least one letter, that begin and end with a letter or digit
      """),
    MessageCase(
      "port with a long name",
      """
        ingress:
        - ports: [{port: abcdefghijklmnop}]
      """,
      """
      in.yaml:6:20: error: spec.ingress[0].ports[0].port is "abcdefghijklmnop"; expected at most 15 \
      lower-case letters, digits and single "-", with at least one letter, that begin and end with a \
      letter or digit
      """),
    MessageCase(
      "port beyond 64 bits",
      """
        ingress:
        - ports: [{port: 18446744073709551616}]
      """,
      """
      in.yaml:6:20: error: spec.ingress[0].ports[0].port is the number 18446744073709551616; expected a \
      whole number
      """),
    MessageCase(
      "endPort beyond 32 bits",
      """
        ingress:
        - ports: [{port: 80, endPort: 4294967376}]
      """,
      """
      in.yaml:6:33: error: spec.ingress[0].ports[0].endPort is 2147483647; expected a port from 1 to 65535
      """),
    MessageCase(
      "port that is true",
      """
        ingress:
        - ports: [{port: on}]
      """,
      """
      in.yaml:6:20: error: spec.ingress[0].ports[0].port is the Boolean on; expected a whole number or a string
      """),
    MessageCase(
      "port that is a fraction",
      """
        ingress:
        - ports: [{port: 80.5}]
      """,
      """
      in.yaml:6:20: error: spec.ingress[0].ports[0].port is the number 80.5; expected a whole number
      """),
    MessageCase(
      "port that is a list",
      """
        ingress:
        - ports: [{port: [80]}]
      """,
      """
      in.yaml:6:20: error: spec.ingress[0].ports[0].port is a list; expected a whole number or a string
      """),
    MessageCase(
      "unknown protocol",
      """
        ingress:
        - ports: [{protocol: tcp, port: 80}]
      """,
      """
      in.yaml:6:24: error: spec.ingress[0].ports[0].protocol is "tcp"; expected "TCP", "UDP" or "SCTP"
      """),
    MessageCase(
      "endPort in quotes",
      """
        ingress:
        - ports: [{port: 80, endPort: "90"}]
      """,
      """
      in.yaml:6:33: error: spec.ingress[0].ports[0].endPort is the string "90"; expected a whole number
      """),
    MessageCase(
      "unknown policy type",
      """
        policyTypes:
        - ingress
      """,
      """
      in.yaml:6:5: error: spec.policyTypes[0] is "ingress"; expected "Ingress" or "Egress"
      """),
    MessageCase(
      "three policy types",
      """
        policyTypes: [Ingress, Egress, Ingress]
      """,
      """
      in.yaml:5:16: error: spec.policyTypes has 3 entries; expected at most 2
      """),
    MessageCase(
      "empty peer",
      """
        ingress:
        - from: [{}]
      """,
      """
      in.yaml:6:12: error: spec.ingress[0].from[0] is empty; expected podSelector, namespaceSelector or ipBlock
      note: for everybody leave the list of peers out; for every pod of the cluster write namespaceSelector: {}
      """),
    MessageCase(
      "null peer",
      """
        egress:
        - to: [null]
      """,
      """
      in.yaml:6:10: error: spec.egress[0].to[0] is empty; expected podSelector, namespaceSelector or ipBlock
      note: for everybody leave the list of peers out; for every pod of the cluster write namespaceSelector: {}
      """),
    MessageCase(
      "block beside a selector",
      """
        ingress:
        - from:
          - podSelector: {}
            ipBlock: {cidr: 10.0.0.0/8}
      """,
      """
      in.yaml:8:16: error: spec.ingress[0].from[0].ipBlock stands beside a selector; expected an entry of \
      its own
      note: put "- " before ipBlock to make it another peer
      """),
    MessageCase(
      "block without cidr",
      """
        ingress:
        - from:
          - ipBlock: {except: [10.0.0.0/8]}
      """,
      """
      in.yaml:7:16: error: spec.ingress[0].from[0].ipBlock.cidr is missing; expected a block such as 10.0.0.0/8
      """),
    MessageCase(
      "empty block",
      """
        ingress:
        - from:
          - ipBlock: {}
      """,
      """
      in.yaml:7:16: error: spec.ingress[0].from[0].ipBlock.cidr is missing; expected a block such as 10.0.0.0/8
      """),
    MessageCase(
      "block that is an address",
      """
        ingress:
        - from:
          - ipBlock: {cidr: 10.0.0.1}
      """,
      """
      in.yaml:7:23: error: spec.ingress[0].from[0].ipBlock.cidr is "10.0.0.1"; expected a block such as \
      10.0.0.0/8 or fd00::/64
      note: write 10.0.0.1/32 for the one address
      """),
    MessageCase(
      "block that is an IPv6 address",
      """
        ingress:
        - from:
          - ipBlock: {cidr: "fd00::1"}
      """,
      """
      in.yaml:7:23: error: spec.ingress[0].from[0].ipBlock.cidr is "fd00::1"; expected a block such as \
      10.0.0.0/8 or fd00::/64
      note: write fd00::1/128 for the one address
      """),
    MessageCase(
      "block that is nothing",
      """
        ingress:
        - from:
          - ipBlock: {cidr: 10.0.0.256/8}
      """,
      """
      in.yaml:7:23: error: spec.ingress[0].from[0].ipBlock.cidr is "10.0.0.256/8"; expected a block such \
      as 10.0.0.0/8 or fd00::/64
      """),
    MessageCase(
      "block with a long prefix",
      """
        ingress:
        - from:
          - ipBlock: {cidr: 10.0.0.0/33}
      """,
      """
      in.yaml:7:23: error: spec.ingress[0].from[0].ipBlock.cidr is "10.0.0.0/33"; expected a block such \
      as 10.0.0.0/8 or fd00::/64
      """),
    MessageCase(
      "except outside",
      """
        ingress:
        - from:
          - ipBlock:
              cidr: 10.0.0.0/8
              except:
              - 10.1.0.0/16
              - 11.0.0.0/16
      """,
      """
      in.yaml:11:11: error: spec.ingress[0].from[0].ipBlock.except[1] 11.0.0.0/16 does not lie strictly \
      within cidr 10.0.0.0/8
      """),
    MessageCase(
      "except that is the block",
      """
        ingress:
        - from:
          - ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}
      """,
      """
      in.yaml:7:44: error: spec.ingress[0].from[0].ipBlock.except[0] 10.0.0.0/8 does not lie strictly \
      within cidr 10.0.0.0/8
      """),
    MessageCase(
      "except of the other family",
      """
        ingress:
        - from:
          - ipBlock: {cidr: 10.0.0.0/8, except: ["fd00::/16"]}
      """,
      """
      in.yaml:7:44: error: spec.ingress[0].from[0].ipBlock.except[0] fd00::/16 does not lie strictly \
      within cidr 10.0.0.0/8
      """),
    MessageCase(
      "except that is nothing",
      """
        ingress:
        - from:
          - ipBlock: {cidr: 10.0.0.0/8, except: [x, ""]}
      """,
      """
      in.yaml:7:44: error: spec.ingress[0].from[0].ipBlock.except[0] is "x"; expected a block such as \
      10.0.0.0/8 or fd00::/64
      in.yaml:7:47: error: spec.ingress[0].from[0].ipBlock.except[1] is ""; expected a block such as \
      10.0.0.0/8 or fd00::/64
      """),
    MessageCase(
      "In without values",
      """
        podSelector:
          matchExpressions:
          - {key: a, operator: In}
          - {key: a, operator: NotIn, values: []}
      """,
      """
      in.yaml:7:7: error: spec.podSelector.matchExpressions[0].values is missing; expected at least one \
      value with In and NotIn
      in.yaml:8:41: error: spec.podSelector.matchExpressions[1].values is missing; expected at least one \
      value with In and NotIn
      """),
    MessageCase(
      "Exists with values",
      """
        podSelector:
          matchExpressions:
          - {key: a, operator: Exists, values: [b]}
          - {key: a, operator: DoesNotExist, values: [b]}
      """,
      """
      in.yaml:7:42: error: spec.podSelector.matchExpressions[0].values is given; expected none with \
      Exists and DoesNotExist
      in.yaml:8:48: error: spec.podSelector.matchExpressions[1].values is given; expected none with \
      Exists and DoesNotExist
      """),
    MessageCase(
      "unknown operator",
      """
        podSelector:
          matchExpressions:
          - {key: a, operator: in, values: [b]}
      """,
      """
      in.yaml:7:26: error: spec.podSelector.matchExpressions[0].operator is "in"; expected "In", "NotIn", \
      "Exists" or "DoesNotExist"
      """),
    MessageCase(
      "requirement without parts",
      """
        podSelector:
          matchExpressions:
          - {}
      """,
      """
      in.yaml:7:7: error: spec.podSelector.matchExpressions[0].key is missing; expected a label's key
      in.yaml:7:7: error: spec.podSelector.matchExpressions[0].operator is missing; expected In, NotIn, \
      Exists or DoesNotExist
      """),
    MessageCase(
      "bad key and value",
      """
        podSelector:
          matchExpressions:
          - {key: -a, operator: In, values: [b b]}
      """,
      """
      in.yaml:7:13: error: spec.podSelector.matchExpressions[0].key is "-a"; expected at most 63 letters, \
      digits, "-", "_" and "." that begin and end with a letter or digit, if need be behind a DNS name and "/"
      in.yaml:7:40: error: spec.podSelector.matchExpressions[0].values[0] is "b b"; expected at most 63 \
      letters, digits, "-", "_" and "." that begin and end with a letter or digit, or nothing
      """),
    MessageCase(
      "values that are a string",
      """
        podSelector:
          matchExpressions:
          - {key: a, operator: In, values: b}
      """,
      """
      in.yaml:7:38: error: spec.podSelector.matchExpressions[0].values is the string "b"; expected a list
      """),
    MessageCase(
      "bad label in a selector",
      """
        podSelector:
          matchLabels: {a: "b:c", /d: e}
      """,
      """
      in.yaml:6:22: error: spec.podSelector.matchLabels["a"] is "b:c"; expected at most 63 letters, \
      digits, "-", "_" and "." that begin and end with a letter or digit, or nothing
      in.yaml:6:29: error: spec.podSelector.matchLabels has the key "/d"; expected at most 63 letters, \
      digits, "-", "_" and "." that begin and end with a letter or digit, if need be behind a DNS name and "/"
      """),
    MessageCase(
      "selector that is a string",
      """
        podSelector: web
      """,
      """
      in.yaml:5:16: error: spec.podSelector is the string "web"; expected a map
      """),
    MessageCase(
      "rules that are a map",
      """
        ingress: {from: []}
      """,
      """
      in.yaml:5:12: error: spec.ingress is a map; expected a list
      """),
    MessageCase(
      "spec that is a list",
      """
        []
      """,
      """
      in.yaml:5:3: error: spec is a list; expected a map
      """),
    MessageCase(
      "unknown fields",
      """
        podSelecter: {}
        Egress: []
        ingress:
        - form: []
          port: []
          from:
          - podselector: {}
            namespaceSelector: {matchLabel: {}}
            wholly: different
          ports:
          - {protocoll: TCP}
      """,
      """
      in.yaml:5:3: warning: unknown field spec.podSelecter; did you mean podSelector?
      in.yaml:6:3: warning: unknown field spec.Egress; did you mean egress?
      in.yaml:8:5: warning: unknown field spec.ingress[0].form; did you mean from?
      in.yaml:9:5: warning: unknown field spec.ingress[0].port; did you mean ports?
      in.yaml:11:7: warning: unknown field spec.ingress[0].from[0].podselector; did you mean podSelector?
      in.yaml:12:27: warning: unknown field spec.ingress[0].from[0].namespaceSelector.matchLabel; did you \
      mean matchLabels?
      in.yaml:13:7: warning: unknown field spec.ingress[0].from[0].wholly
      in.yaml:15:8: warning: unknown field spec.ingress[0].ports[0].protocoll; did you mean protocol?
      """),
    MessageCase(
      "several errors at once",
      """
        policyTypes: [ingress]
        ingress:
        - ports: [{port: 80, endPort: 79}]
          from:
          - ipBlock: {cidr: nope}
      """,
      """
      in.yaml:5:17: error: spec.policyTypes[0] is "ingress"; expected "Ingress" or "Egress"
      in.yaml:7:33: error: spec.ingress[0].ports[0].endPort 79 is less than port 80
      in.yaml:9:23: error: spec.ingress[0].from[0].ipBlock.cidr is "nope"; expected a block such as \
      10.0.0.0/8 or fd00::/64
      """),
  ])
  func `What the API server refuses of a policy is refused with its place`(sample: MessageCase) {
    sample.expect(below: "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web}\nspec:\n")
  }
}
