import Support
import Testing

/// Which endpoints a Service has, and what happens to packets from within that take unusual ways.
@Suite struct ServiceTests {
  private static let cluster = """
    {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 10.1.0.1}]}}
    ---
    {apiVersion: v1, kind: Node, metadata: {name: n2}, status: {addresses: [{type: InternalIP, address: 10.1.0.2}]}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: s}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: s, labels: {app: w}}, spec: {nodeName: n1,
      containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]}]},
      status: {phase: Running, podIP: 10.0.0.1}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: s, labels: {app: w}}, spec: {nodeName: n2,
      containers: [{name: c, image: i, ports: [{name: http, containerPort: 9090}]}]},
      status: {phase: Running, podIP: 10.0.0.2}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: nameless, namespace: s, labels: {app: w}}, spec: {nodeName: n2,
      containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.3}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: pending, namespace: s, labels: {app: w}}, spec: {nodeName: n2,
      containers: [{name: c, image: i, ports: [{name: http, containerPort: 9090}]}]},
      status: {phase: Pending, podIP: 10.0.0.4}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: leaving, namespace: s, labels: {app: w},
      deletionTimestamp: "2026-08-01T00:00:00Z", deletionGracePeriodSeconds: 30}, spec: {nodeName: n2,
      containers: [{name: c, image: i, ports: [{name: http, containerPort: 9090}]}]},
      status: {phase: Running, podIP: 10.0.0.5}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: host, namespace: s, labels: {app: h}}, spec: {nodeName: n2,
      hostNetwork: true, containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.1.0.2}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: s, labels: {app: c}}, spec: {nodeName: n1,
      containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.9}}
    ---
    {apiVersion: v1, kind: Service, metadata: {name: named, namespace: s},
      spec: {type: NodePort, externalTrafficPolicy: Local, selector: {app: w},
        ports: [{port: 80, targetPort: http, nodePort: 30080}]}}
    ---
    {apiVersion: v1, kind: Service, metadata: {name: headless, namespace: s}, spec: {clusterIP: None, selector: {app: w}}}
    ---
    {apiVersion: v1, kind: Service, metadata: {name: empty, namespace: s}, spec: {clusterIP: None, selector: {app: z}}}
    ---
    {apiVersion: v1, kind: Service, metadata: {name: host, namespace: s}, spec: {selector: {app: h}, ports: [{port: 80}]}}
    ---
    {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny, namespace: s},
      spec: {podSelector: {matchLabels: {app: w}}, policyTypes: [Ingress]}}
    """

  @Test(arguments: [
    // Only pods that run, stay and have the port's name, each at its own number.
    (
      "--from s/client --to svc/s/named", 1,
      "  all 2: s/client -> s/a 8080/TCP, s/b 9090/TCP\n"
    ),
    // A headless Service stands for its pods, with whatever is asked of them.
    (
      "--from s/client --to svc/s/headless --port 5000", 1,
      "  all 3: s/client -> s/a 5000/TCP, s/b 5000/TCP, s/nameless 5000/TCP\n"
    ),
    ("--from s/client --to svc/s/headless --protocol ICMP", 1, "  all 3: s/client -> s/a, s/b, s/nameless\n"),
    (
      "--from s/client --to svc/s/empty", 1,
      "  service s/empty is headless and has no ready pod: its name stands for nobody\n"
    ),
    // A host-network pod is its node.
    ("--from s/client --to svc/s/host", 0, "  s/client -> s/host 80/TCP\n"),
    // Local: pods and the node's own processes may use any endpoint; the processes get the node's address and the mark.
    (
      "--from s/client --to node/n2 --port 30080", 1,
      "  all 2: s/client -> s/a 8080/TCP through node n2, s/b 9090/TCP through node n2\n"
    ),
    (
      "--from node/n1 --to node/n1 --port 30080", 1,
      """
        allowed (1 of 2): node/n1 -> s/a 8080/TCP through node n1
        denied (1 of 2): node/n1 -> s/b 9090/TCP through node n1

      """
    ),
    // Another node is a client like any from outside.
    ("--from node/n1 --to node/n2 --port 30080", 1, "  node/n1 -> s/b 9090/TCP through node n2\n"),
    // Not a node port: the node's own process.
    ("--from s/client --to node/n2 --port 30081", 0, ""),
  ])
  func `a Service leads to its ready endpoints`(_ arguments: String, _ status: Int32, _ lines: String) throws {
    let words = arguments.split(separator: " ").map(String.init)
    let result = try Command(Product.moat, arguments: ["check", "-f", "-"] + words).run(input: Self.cluster)
    #expect(result.status == status, "\(result.errorText)")
    #expect(String(result.outputText.drop { $0 != "\n" }.dropFirst()) == lines)
  }
}
