import Manifests
import Testing

struct PodTests {
  private static let head = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: x}\n"
  private static let spec = "spec: {nodeName: m, containers: [{name: a}]}\n"

  private func pod(_ rest: String) -> String {
    let manifests = load(Self.head + rest)
    #expect(manifests.problems == "")
    return manifests.lines("pod").first ?? ""
  }

  @Test func `Everything that engines look at is read`() {
    let text = """
      apiVersion: v1
      kind: Pod
      metadata:
        name: a
        namespace: x
        labels: {b: "2", a: "1", a.b/c: ""}
        deletionTimestamp: "2026-01-01T00:00:00Z"
        deletionGracePeriodSeconds: 5
      spec:
        nodeName: m
        serviceAccountName: robot
        hostNetwork: true
        initContainers:
        - {name: i, ports: [{containerPort: 1, name: init}]}
        containers:
        - name: a
          ports:
          - {containerPort: 80, hostPort: 80, name: http, protocol: TCP}
          - {containerPort: 53, protocol: UDP}
        - {name: b, ports: [{containerPort: 7, protocol: SCTP}]}
      status:
        phase: Failed
        podIP: 10.0.0.1
        podIPs: [{ip: 10.0.0.1}, {ip: "fd00::1"}]
      """
    #expect(
      load(text).lines("pod") == [
        "pod x/a {a=1,a.b/c=,b=2} [10.0.0.1, fd00::1] on m: http=80/tcp@80,53/udp,7/sctp,init=1/tcp init; "
          + "as robot hostNetwork Failed deleted in 5"
      ])
  }

  @Test(arguments: [
    ("status: {phase: Pending}\n", "pod x/a {} [] on m: ; Pending"),
    ("status: {phase: Running, podIP: 10.0.0.1}\n", "pod x/a {} [10.0.0.1] on m: ;"),
    ("status: {podIP: 10.0.0.1}\n", "pod x/a {} [10.0.0.1] on m: ;"),
    ("status: {qosClass: BestEffort}\n", "pod x/a {} [] on m: ; Pending"),
    ("status: {podIP: 010.000.0.1}\n", "pod x/a {} [10.0.0.1] on m: ;"),
    ("status: {podIP: \"\"}\n", "pod x/a {} [] on m: ; Pending"),
    ("status: {phase: Succeeded, podIPs: null}\n", "pod x/a {} [] on m: ; Succeeded"),
    ("status: {}\n", "pod x/a {} [10.244.0.1] on m: ; synthetic"),
    ("status: null\n", "pod x/a {} [10.244.0.1] on m: ; synthetic"),
    ("", "pod x/a {} [10.244.0.1] on m: ; synthetic"),
  ])
  func `A pod with a status is taken as it is, one without gets what it will get`(status: String, line: String) {
    #expect(pod(Self.spec + status) == line)
  }

  @Test func `A missing grace period counts as 30 seconds`() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, deletionTimestamp: 2026-01-01T00:00:00Z}\n"
    #expect(load(text + Self.spec).lines("pod") == ["pod default/a {} [10.244.0.1] on m: ; deleted in 30 synthetic"])
  }

  @Test func `The former name of the service account still counts`() {
    let spec = "spec: {nodeName: m, serviceAccount: old, containers: [{name: a}]}\n"
    #expect(pod(spec) == "pod x/a {} [10.244.0.1] on m: ; as old synthetic")
  }

  @Test(arguments: [
    ("ReplicaSet", "web-5d4f8", "pod-template-hash: 5d4f8", "Deployment web"),
    ("ReplicaSet", "web-5d4f8", "app: web", "ReplicaSet web-5d4f8"),
    ("ReplicaSet", "5d4f8", "pod-template-hash: 5d4f8", "ReplicaSet 5d4f8"),
    ("StatefulSet", "db", "app: db", "StatefulSet db"),
    ("DaemonSet", "agent", "app: agent", "DaemonSet agent"),
    ("Job", "once", "app: once", "Job once"),
  ])
  func `The controller tells the workload`(kind: String, name: String, label: String, workload: String) {
    let text = """
      apiVersion: v1
      kind: Pod
      metadata:
        name: a
        labels: {\(label)}
        ownerReferences: [{kind: Node, name: m}, {apiVersion: v1, kind: \(kind), name: \(name), controller: true}]
      spec: {nodeName: m, containers: [{name: a}]}
      status: {podIP: 10.0.0.1}
      """
    #expect(load(text).lines("pod").first?.hasSuffix("of \(workload)") == true)
  }

  @Test func `A controller in the input is followed to its own`() {
    let template = "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a}]}}"
    let text = """
      apiVersion: v1
      kind: Pod
      metadata: {name: a, ownerReferences: [{kind: ReplicaSet, name: odd, controller: true}]}
      spec: {containers: [{name: a}]}
      status: {podIP: 10.0.0.1}
      ---
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: odd, ownerReferences: [{kind: Deployment, name: web, controller: true}]}
      spec: {selector: {matchLabels: {a: b}}, \(template)}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: b, ownerReferences: [{kind: Job, name: nightly-1, controller: true}]}
      spec: {containers: [{name: a}]}
      status: {podIP: 10.0.0.2}
      ---
      apiVersion: batch/v1
      kind: Job
      metadata: {name: nightly-1, ownerReferences: [{kind: CronJob, name: nightly, controller: true}]}
      spec: {\(template)}
      """
    #expect(
      load(text).lines("pod") == [
        "pod default/a {} [10.0.0.1] on -: ; of Deployment web",
        "pod default/b {} [10.0.0.2] on -: ; of CronJob nightly",
      ])
  }
}
