import Testing

struct PodMessageTests {
  @Test(arguments: [
    MessageCase(
      "no spec",
      "",
      """
      in.yaml:1:1: error: spec.containers is missing; expected at least one container
      """),
    MessageCase(
      "no containers",
      """
      spec: {nodeName: a}
      """,
      """
      in.yaml:4:7: error: spec.containers is missing; expected at least one container
      """),
    MessageCase(
      "null containers",
      """
      spec:
        containers: null
      """,
      """
      in.yaml:5:3: error: spec.containers is missing; expected at least one container
      """),
    MessageCase(
      "container without a name",
      """
      spec: {containers: [{image: a}]}
      """,
      """
      in.yaml:4:21: error: spec.containers[0].name is missing; expected a name for the container
      """),
    MessageCase(
      "container with a bad name",
      """
      spec: {containers: [{name: a.b}]}
      """,
      """
      in.yaml:4:28: error: spec.containers[0].name is "a.b"; expected at most 63 lower-case letters, \
      digits and "-" that begin and end with a letter or digit
      """),
    MessageCase(
      "two containers of one name",
      """
      spec:
        initContainers:
        - name: a
        containers:
        - name: a
      """,
      """
      in.yaml:8:11: error: spec.containers[0].name is "a", which the container in line 6 has, too
      """),
    MessageCase(
      "no containerPort",
      """
      spec: {containers: [{name: a, ports: [{name: http}]}]}
      """,
      """
      in.yaml:4:39: error: spec.containers[0].ports[0].containerPort is missing; expected a port from 1 to 65535
      """),
    MessageCase(
      "containerPort out of range",
      """
      spec: {containers: [{name: a, ports: [{containerPort: 65536}]}]}
      """,
      """
      in.yaml:4:55: error: spec.containers[0].ports[0].containerPort is 65536; expected a port from 1 to 65535
      """),
    MessageCase(
      "containerPort in quotes",
      """
      spec: {containers: [{name: a, ports: [{containerPort: "80"}]}]}
      """,
      """
      in.yaml:4:55: error: spec.containers[0].ports[0].containerPort is the string "80"; expected a whole number
      """),
    MessageCase(
      "unknown protocol",
      """
      spec: {containers: [{name: a, ports: [{containerPort: 80, protocol: HTTP}]}]}
      """,
      """
      in.yaml:4:69: error: spec.containers[0].ports[0].protocol is "HTTP"; expected "TCP", "UDP" or "SCTP"
      """),
    MessageCase(
      "bad port name",
      """
      spec: {containers: [{name: a, ports: [{containerPort: 80, name: "80"}, {containerPort: 81, name: a--b}]}]}
      """,
      """
      in.yaml:4:65: error: spec.containers[0].ports[0].name is the string "80", which is no port's name
      note: write 80 without quotes for the port number
      in.yaml:4:98: error: spec.containers[0].ports[1].name is "a--b"; expected at most 15 lower-case \
      letters, digits and single "-", with at least one letter, that begin and end with a letter or digit
      """),
    MessageCase(
      "port name twice",
      """
      spec: {containers: [{name: a, ports: [{containerPort: 80, name: b}, {containerPort: 81, name: b}]}]}
      """,
      """
      in.yaml:4:95: error: spec.containers[0].ports[1].name is "b", which another port here has, too
      """),
    MessageCase(
      "bad hostPort",
      """
      spec: {containers: [{name: a, ports: [{containerPort: 80, hostPort: -1}]}]}
      """,
      """
      in.yaml:4:69: error: spec.containers[0].ports[0].hostPort is -1; expected a port from 1 to 65535
      """),
    MessageCase(
      "hostPort twice",
      """
      spec: {containers: [{name: a, ports: [{containerPort: 80, hostPort: 80}, {containerPort: 81, \
      hostPort: 80}]}]}
      """,
      """
      in.yaml:4:104: error: spec.containers[0].ports[1].hostPort is 80/TCP, which another container takes, too
      """),
    MessageCase(
      "hostPort that differs",
      """
      spec: {hostNetwork: true, containers: [{name: a, ports: [{containerPort: 80, hostPort: 81}]}]}
      """,
      """
      in.yaml:4:88: error: spec.containers[0].ports[0].hostPort differs from containerPort; expected the \
      same with hostNetwork
      """),
    MessageCase(
      "bad node name",
      """
      spec: {nodeName: A_b, containers: [{name: a}]}
      """,
      """
      in.yaml:4:18: error: spec.nodeName is "A_b"; expected at most 253 lower-case letters, digits, "-" \
      and ".", each part beginning and ending with a letter or digit
      """),
    MessageCase(
      "bad service account",
      """
      spec: {serviceAccountName: A_b, containers: [{name: a}]}
      """,
      """
      in.yaml:4:28: error: spec.serviceAccountName is "A_b"; expected at most 253 lower-case letters, \
      digits, "-" and ".", each part beginning and ending with a letter or digit
      """),
    MessageCase(
      "bad node selector",
      """
      spec: {nodeSelector: {a: true}, containers: [{name: a}]}
      """,
      """
      in.yaml:4:26: error: spec.nodeSelector["a"] is the Boolean true; expected a string
      note: put it in quotes: "true"
      """),
    MessageCase(
      "hostNetwork that is a string",
      """
      spec: {hostNetwork: "true", containers: [{name: a}]}
      """,
      """
      in.yaml:4:21: error: spec.hostNetwork is the string "true"; expected true or false
      """),
    MessageCase(
      "unknown phase",
      """
      spec: {containers: [{name: a}]}
      status: {phase: Rolling}
      """,
      """
      in.yaml:5:17: error: status.phase is "Rolling"; expected "Pending", "Running", "Succeeded", \
      "Failed" or "Unknown"
      """),
    MessageCase(
      "bad address",
      """
      spec: {containers: [{name: a}]}
      status: {podIP: 10.0.0.256}
      """,
      """
      in.yaml:5:17: error: status.podIP is "10.0.0.256"; expected an address such as 10.0.0.1 or fd00::1
      """),
    MessageCase(
      "two addresses of a family",
      """
      spec: {containers: [{name: a}]}
      status: {podIPs: [{ip: 10.0.0.1}, {ip: 10.0.0.2}]}
      """,
      """
      in.yaml:5:40: error: status.podIPs[1].ip 10.0.0.2 is a second IPv4 address; expected one of each family
      """),
    MessageCase(
      "unknown fields",
      """
      spec:
        hostNetwrok: true
        nodename: a
        containers:
        - name: a
          port: []
          ports: [{containerport: 80, containerPort: 80}]
      status: {podIp: 10.0.0.1}
      """,
      """
      in.yaml:5:3: warning: unknown field spec.hostNetwrok; did you mean hostNetwork?
      in.yaml:6:3: warning: unknown field spec.nodename; did you mean nodeName?
      in.yaml:9:5: warning: unknown field spec.containers[0].port; did you mean ports?
      in.yaml:10:14: warning: unknown field spec.containers[0].ports[0].containerport; did you mean \
      containerPort?
      in.yaml:11:10: warning: unknown field status.podIp; did you mean podIP?
      """),
  ])
  func `What the API server refuses of a pod is refused with its place`(sample: MessageCase) {
    sample.expect(below: "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n")
  }
}
