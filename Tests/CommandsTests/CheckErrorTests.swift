import Support
import Testing

/// Every error text of `moat check`, once.
@Suite struct CheckErrorTests {
  private static let odd = """
    {apiVersion: v1, kind: Node, metadata: {name: aks-1}, status: {addresses: [{type: InternalIP, address: 10.1.0.1}]}}
    ---
    {apiVersion: v1, kind: Node, metadata: {name: aks-2}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}},
      spec: {nodeName: aks-2, containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.1}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: done, namespace: shop},
      spec: {nodeName: aks-1, containers: [{name: c, image: i}]}, status: {phase: Succeeded, podIP: 10.0.0.2}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: late, namespace: shop},
      spec: {nodeName: aks-1, containers: [{name: c, image: i}]}, status: {phase: Pending}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: job-1, namespace: shop,
      ownerReferences: [{apiVersion: batch/v1, kind: Job, name: job, uid: "1", controller: true}]},
      spec: {nodeName: aks-1, containers: [{name: c, image: i}]}, status: {phase: Failed, podIP: 10.0.0.3}}
    ---
    {apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop},
      spec: {selector: {app: web}, ports: [{name: a, port: 80}, {name: b, port: 53, protocol: UDP}]}}
    ---
    {apiVersion: v1, kind: Service, metadata: {name: none, namespace: shop},
      spec: {selector: {app: none}, ports: [{port: 80}]}}
    ---
    {apiVersion: v1, kind: Service, metadata: {name: open, namespace: shop},
      spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}}
    ---
    {apiVersion: v1, kind: Service, metadata: {name: four, namespace: shop}, spec: {type: LoadBalancer, clusterIP: 10.0.0.20,
      clusterIPs: [10.0.0.20], selector: {app: web}, ports: [{port: 80}]}}
    ---
    {apiVersion: v1, kind: Service, metadata: {name: alias, namespace: shop},
      spec: {type: ExternalName, externalName: example.com}}
    ---
    {apiVersion: v1, kind: Service, metadata: {name: hand, namespace: shop}, spec: {ports: [{port: 80}]}}
    """

  private static let expected =
    "expected namespace/pod, namespace/workload, svc/namespace/name, node/name or an address"

  static let cases: [(arguments: String, text: String)] = [
    (
      "--from shop/wbe --to shop/web",
      "\"shop/wbe\" is nothing in the cluster; \(expected)\nnote: did you mean shop/web?"
    ),
    (
      "--from shop/web --to web",
      "\"web\" is nothing in the cluster; \(expected)\nnote: did you mean shop/web or svc/shop/web?"
    ),
    (
      "--from shop/web --to node/aks3",
      "\"node/aks3\" is nothing in the cluster; \(expected)\nnote: did you mean node/aks-1 or node/aks-2?"
    ),
    ("--from shop/web --to a/b/c", "\"a/b/c\" is nothing in the cluster; \(expected)"),
    ("--from shop/web --to 10.0.0", "\"10.0.0\" is nothing in the cluster; \(expected)"),
    (
      "--from outside --to shop/web",
      "\"outside\" is no end of one connection; expected an address outside the cluster, as 203.0.113.7\n"
        + "note: moat reach --exposed lists what the outside can reach, moat reach --to outside who can reach it"
    ),
    ("--from shop/web --to svc/web", "\"svc/web\" names no Service; expected svc/namespace/name"),
    (
      "--from svc/shop/web --to shop/web",
      "--from \"svc/shop/web\" is a Service, and a Service begins no connections\n"
        + "note: name the pods or the workload behind it, as namespace/name"
    ),
    (
      "--from node/aks-2 --to shop/web",
      "node \"aks-2\" has no internal address\nnote: add its Node object, as kubectl get node -o yaml prints it"
    ),
    ("--from shop/done --to shop/web", "pod \"shop/done\" is over (Succeeded): its address is free"),
    ("--from shop/late --to shop/web", "pod \"shop/late\" has no address"),
    ("--from 2001:db8::1 --to shop/web", "pod \"shop/web\" has no IPv6 address"),
    (
      "--from 2001:db8::1 --to 203.0.113.7",
      "203.0.113.7 is no IPv6 address; both ends of a connection are of one family"
    ),
    ("--from shop/web --to shop/web --family 6", "pod \"shop/web\" has no IPv6 address"),
    (
      "--from 203.0.113.7 --to shop/web --family 6",
      "203.0.113.7 is no IPv6 address; both ends of a connection are of one family"
    ),
    (
      "--from shop/web --to 2001:db8::1 --family 4",
      "2001:db8::1 is no IPv4 address; both ends of a connection are of one family"
    ),
    (
      "--from 2001:db8::1 --to svc/shop/four",
      "service \"shop/four\" has no IPv6 address; it has 10.0.0.20\n"
        + "note: ask over IPv4, or ask the pods behind it by their names"
    ),
    ("--from shop/job --to shop/web", "no pod of workload \"shop/job\" runs with an address; it has 1 pod"),
    (
      "--from shop/web --to svc/shop/web --port 81",
      "service \"shop/web\" has no port 81/TCP; expected 80/TCP or 53/UDP\n"
        + "note: --port is the Service's own port, not that of its pods"
    ),
    (
      "--from shop/web --to svc/shop/web --protocol ICMP",
      "service \"shop/web\" forwards no ICMP; expected 80/TCP or 53/UDP\nnote: ask the pods behind it by their names"
    ),
    (
      "--from shop/web --to svc/shop/alias",
      "service \"shop/alias\" is of type ExternalName: it stands for a DNS name, not for pods\n"
        + "note: ask for the address behind that name"
    ),
    (
      "--from shop/web --to svc/shop/hand",
      "service \"shop/hand\" has no selector: its endpoints are managed by hand and not read\n"
        + "note: ask for their addresses or pods"
    ),
    (
      "--from 203.0.113.7 --to svc/shop/web",
      "service \"shop/web\" is of type ClusterIP, which 203.0.113.7, outside the cluster, cannot reach\n"
        + "note: give it the type NodePort or LoadBalancer, or ask from a pod or node"
    ),
    (
      "--from 203.0.113.7 --to svc/shop/open",
      "node \"aks-2\" has no internal IPv4 address\nnote: add its Node object, as kubectl get node -o yaml prints it"
    ),
  ]

  @Test(arguments: cases)
  func `an error names the value, what was expected, and the remedy`(_ arguments: String, _ text: String) throws {
    let words = arguments.split(separator: " ").map(String.init)
    let result = try Command(Product.moat, arguments: ["check", "-f", "-"] + words).run(input: Self.odd)
    #expect(result.status == 2)
    #expect(result.errorText.hasSuffix("error: \(text)\n"))
    #expect(result.output.isEmpty)
  }

  @Test(arguments: [
    ("--port 0", "--port \"0\" is no port; expected one like 80, 53/UDP, 7777/SCTP or ICMP"),
    ("--port web", "--port \"web\" is no port; expected one like 80, 53/UDP, 7777/SCTP or ICMP"),
    ("--protocol x", "--protocol \"x\" is no protocol; expected TCP, UDP, SCTP, ICMP or a number 0–255"),
    ("--protocol icmp --port 80", "--protocol icmp does not go with --port 80; give one of them"),
    ("--protocol tcp --port 80/udp", "--protocol tcp does not go with --port 80/udp; give one of them"),
    ("--family 5", "The value '5' is invalid for '--family <family>'"),
    ("--state old", "The value 'old' is invalid for '--state <state>'"),
  ])
  func `options that do not fit are wrong usage`(_ arguments: String, _ text: String) throws {
    let words = "--from shop/web --to shop/web " + arguments
    let all = ["check", "-f", "-"] + words.split(separator: " ").map(String.init)
    let result = try Command(Product.moat, arguments: all).run(input: Self.odd)
    #expect(result.status == 2)
    #expect(result.errorText.contains(text))
  }

  @Test func `a Service without ready endpoints refuses, which is an answer`() throws {
    let result = try MoatRun.run("check", "-f", "-", "--from", "shop/web", "--to", "svc/shop/none", input: Self.odd)
    #expect(result.status == 1)
    #expect(
      result.outputText == """
        denied: shop/web -> svc/shop/none 80/TCP under azure-npm@1.6
          service shop/none has no ready endpoint for 80/TCP: kube-proxy refuses the connection (REJECT)

        """)
  }
}
