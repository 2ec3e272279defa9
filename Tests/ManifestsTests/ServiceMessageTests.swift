import Testing

struct ServiceMessageTests {
  @Test(arguments: [
    MessageCase(
      "no ports",
      """
        selector: {a: b}
      """,
      """
      in.yaml:5:3: error: spec.ports is missing; expected at least one port
      """),
    MessageCase(
      "no port",
      """
        ports: [{name: a}]
      """,
      """
      in.yaml:5:11: error: spec.ports[0].port is missing; expected a port from 1 to 65535
      """),
    MessageCase(
      "port out of range",
      """
        ports: [{port: 0}]
      """,
      """
      in.yaml:5:18: error: spec.ports[0].port is 0; expected a port from 1 to 65535
      """),
    MessageCase(
      "two ports without names",
      """
        ports: [{port: 80}, {port: 81}]
      """,
      """
      in.yaml:5:11: error: spec.ports[0].name is missing; expected a name, as there are several ports
      in.yaml:5:23: error: spec.ports[1].name is missing; expected a name, as there are several ports
      """),
    MessageCase(
      "port name twice",
      """
        ports: [{port: 80, name: a}, {port: 81, name: a}]
      """,
      """
      in.yaml:5:32: error: spec.ports[1].name is "a", which another port here has, too
      """),
    MessageCase(
      "bad port name",
      """
        ports: [{port: 80, name: A}]
      """,
      """
      in.yaml:5:28: error: spec.ports[0].name is "A"; expected at most 63 lower-case letters, digits and \
      "-" that begin and end with a letter or digit
      """),
    MessageCase(
      "port twice",
      """
        ports: [{port: 80, name: a}, {port: 80, name: b}, {port: 80, name: c, protocol: UDP}]
      """,
      """
      in.yaml:5:32: error: spec.ports[1] is 80/TCP, which another port of the service is, too
      """),
    MessageCase(
      "unknown protocol",
      """
        ports: [{port: 80, protocol: udp}]
      """,
      """
      in.yaml:5:32: error: spec.ports[0].protocol is "udp"; expected "TCP", "UDP" or "SCTP"
      """),
    MessageCase(
      "bad target",
      """
        ports: [{port: 80, targetPort: "8080"}]
      """,
      """
      in.yaml:5:34: error: spec.ports[0].targetPort is the string "8080", which is no port's name
      note: write 8080 without quotes for the port number
      """),
    MessageCase(
      "node port of ClusterIP",
      """
        ports: [{port: 80, nodePort: 30080}]
      """,
      """
      in.yaml:5:32: error: spec.ports[0].nodePort is given; expected none with type ClusterIP
      note: set type: NodePort or LoadBalancer
      """),
    MessageCase(
      "unknown type",
      """
        type: clusterIP
        ports: [{port: 80}]
      """,
      """
      in.yaml:5:9: error: spec.type is "clusterIP"; expected "ClusterIP", "NodePort", "LoadBalancer" or \
      "ExternalName"
      """),
    MessageCase(
      "unknown traffic policy",
      """
        type: NodePort
        externalTrafficPolicy: local
        ports: [{port: 80}]
      """,
      """
      in.yaml:6:26: error: spec.externalTrafficPolicy is "local"; expected "Cluster" or "Local"
      """),
    MessageCase(
      "ExternalName without a name",
      """
        type: ExternalName
      """,
      """
      in.yaml:5:3: error: spec.externalName is missing; expected the DNS name that it stands for
      """),
    MessageCase(
      "ExternalName with an address",
      """
        type: ExternalName
        externalName: example.com
        clusterIP: 10.0.0.1
      """,
      """
      in.yaml:7:14: error: spec.clusterIP is given; expected none with type ExternalName
      """),
    MessageCase(
      "bad external name",
      """
        type: ExternalName
        externalName: a_b
      """,
      """
      in.yaml:6:17: error: spec.externalName is "a_b"; expected at most 253 lower-case letters, digits, \
      "-" and ".", each part beginning and ending with a letter or digit
      """),
    MessageCase(
      "bad clusterIP",
      """
        clusterIP: 10.0.0
        ports: [{port: 80}]
      """,
      """
      in.yaml:5:14: error: spec.clusterIP is "10.0.0"; expected an address such as 10.0.0.1 or fd00::1
      """),
    MessageCase(
      "cluster addresses that disagree",
      """
        clusterIP: 10.0.0.1
        clusterIPs: [10.0.0.2]
        ports: [{port: 80}]
      """,
      """
      in.yaml:5:14: error: spec.clusterIPs[0] differs from clusterIP; expected the same
      """),
    MessageCase(
      "bad external address",
      """
        externalIPs: [a]
        ports: [{port: 80}]
      """,
      """
      in.yaml:5:17: error: spec.externalIPs[0] is "a"; expected an address such as 10.0.0.1 or fd00::1
      """),
    MessageCase(
      "unknown fields",
      """
        selectors: {}
        ports: [{port: 80, targetport: 1}]
      """,
      """
      in.yaml:5:3: warning: unknown field spec.selectors; did you mean selector?
      in.yaml:6:22: warning: unknown field spec.ports[0].targetport; did you mean targetPort?
      """),
  ])
  func `What the API server refuses of a service is refused with its place`(sample: MessageCase) {
    sample.expect(below: "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n")
  }
}
