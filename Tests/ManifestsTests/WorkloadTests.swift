import Manifests
import Testing

struct WorkloadTests {
  private static let containers = "spec: {nodeName: m, containers: [{name: a}]}"
  private static let template = "template: {metadata: {labels: {app: web}}, \(containers)}"

  private func workload(_ kind: String, _ name: String, _ spec: String) -> String {
    let version = kind == "Job" || kind == "CronJob" ? "batch/v1" : kind == "ReplicationController" ? "v1" : "apps/v1"
    return "apiVersion: \(version)\nkind: \(kind)\nmetadata: {name: \(name), namespace: x}\nspec: {\(spec)}\n---\n"
  }

  private func apps(_ kind: String, _ name: String, _ spec: String = "") -> String {
    workload(kind, name, "selector: {matchLabels: {app: web}}, \(Self.template), \(spec)")
  }

  private func pods(_ text: String) -> [String] {
    let manifests = load(text)
    #expect(manifests.problems == "")
    return manifests.lines("pod").map { String($0.dropFirst("pod x/".count)) }
  }

  @Test(arguments: [
    ("Deployment", "replicas: 2", ["w-0", "w-1"]), ("Deployment", "", ["w-0"]), ("Deployment", "replicas: 0", []),
    ("ReplicaSet", "replicas: 2", ["w-0", "w-1"]),
  ])
  func `Replicas become pods with predictable names`(kind: String, spec: String, names: [String]) {
    let expected = names.enumerated().map {
      "\($1) {app=web} [10.244.0.\($0 + 1)] on m: ; of \(kind) w synthetic"
    }
    #expect(pods(apps(kind, "w", spec)) == expected)
  }

  @Test func `The pods of a StatefulSet have the labels that its controller gives them`() {
    #expect(
      pods(apps("StatefulSet", "w", "replicas: 2, ordinals: {start: 5}")) == [
        "w-5 {app=web,apps.kubernetes.io/pod-index=5,statefulset.kubernetes.io/pod-name=w-5} [10.244.0.1] on m: ; "
          + "of StatefulSet w synthetic",
        "w-6 {app=web,apps.kubernetes.io/pod-index=6,statefulset.kubernetes.io/pod-name=w-6} [10.244.0.2] on m: ; "
          + "of StatefulSet w synthetic",
      ])
  }

  @Test(arguments: [
    ("", 1), ("parallelism: 3", 3), ("parallelism: 3, completions: 2", 2), ("parallelism: 0", 0), ("completions: 5", 1),
    ("parallelism: 2, suspend: true", 0),
  ])
  func `A Job runs so many pods at a time`(spec: String, count: Int) {
    let line = "w-0 {app=web,batch.kubernetes.io/job-name=w,job-name=w} [10.244.0.1] on m: ; of "
    let job = pods(workload("Job", "w", "\(Self.template), \(spec)"))
    #expect(job.count == count)
    #expect(job.first.map { $0 == line + "Job w synthetic" } ?? (count == 0))
    let cronJob = pods(workload("CronJob", "w", "jobTemplate: {spec: {\(Self.template), \(spec)}}"))
    #expect(cronJob.count == count)
    #expect(cronJob.first.map { $0 == line + "CronJob w synthetic" } ?? (count == 0))
  }

  @Test func `A suspended CronJob runs nothing`() {
    #expect(pods(workload("CronJob", "w", "jobTemplate: {spec: {\(Self.template)}}, suspend: true")) == [])
    #expect(pods(workload("CronJob", "w", "suspend: true, jobTemplate: {spec: {\(Self.template)}}")) == [])
  }

  @Test func `A ReplicationController takes its selector from its template`() {
    #expect(
      pods(workload("ReplicationController", "w", "replicas: 2, \(Self.template)")).map { $0.prefix(13) } == [
        "w-0 {app=web}", "w-1 {app=web}",
      ])
    #expect(pods(workload("ReplicationController", "w", "selector: {app: web}, \(Self.template)")).count == 1)
  }

  private func node(_ name: String, _ labels: String = "") -> String {
    "apiVersion: v1\nkind: Node\nmetadata: {name: \(name), labels: {\(labels)}}\n"
      + "status: {addresses: [{type: InternalIP, address: 10.0.0.\(name.utf8.last! - 96)}]}\n---\n"
  }

  private func daemonSet(_ selector: String = "", _ spec: String = "") -> String {
    workload(
      "DaemonSet", "d",
      "selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, "
        + "spec: {nodeSelector: {\(selector)}, \(spec) containers: [{name: a}]}}")
  }

  @Test func `A DaemonSet has a pod on each node that its selector takes`() {
    let nodes = node("c") + node("a", "os: linux") + node("b", "os: linux")
    #expect(pods(nodes + daemonSet()).map { $0.prefix(3) } == ["d-a", "d-b", "d-c"])
    #expect(
      pods(nodes + daemonSet("os: linux", "hostNetwork: true,")) == [
        "d-a {app=web} [10.0.0.1] on a: ; of DaemonSet d hostNetwork synthetic",
        "d-b {app=web} [10.0.0.2] on b: ; of DaemonSet d hostNetwork synthetic",
      ])
    #expect(pods(nodes + daemonSet("os: windows")) == [])
  }

  @Test func `Without nodes those that pods name count, and without these there is one`() {
    let pod =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: v}\nspec: {nodeName: b, containers: [{name: a}]}\n---\n"
    #expect(pods(daemonSet()).map { $0.prefix(6) } == ["d-node"])
    #expect(load(pod + daemonSet()).lines("pod").map { $0.prefix(9) } == ["pod v/p {", "pod x/d-b"])
  }

  @Test func `Pods go round the nodes in the order of their names`() {
    let free = Self.template.replacing("nodeName: m, ", with: "")
    let text = workload("Deployment", "w", "replicas: 3, selector: {matchLabels: {app: web}}, \(free)")
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: x}\nspec: {containers: [{name: a}]}\n---\n"
    #expect(
      pods(text + node("b") + node("a") + pod).map { $0.prefix { $0 != ":" } } == [
        "a {} [10.244.0.1] on a", "w-0 {app=web} [10.244.0.2] on b", "w-1 {app=web} [10.244.0.3] on a",
        "w-2 {app=web} [10.244.0.4] on b",
      ])
  }

  @Test(arguments: [
    ("selected", "labels: {app: web}"),
    ("owned", "ownerReferences: [{kind: Deployment, name: w, controller: true}]"),
    (
      "owned through a ReplicaSet",
      "labels: {pod-template-hash: abc}, ownerReferences: [{kind: ReplicaSet, name: w-abc, controller: true}]"
    ),
  ])
  func `A workload with pods in the input makes none`(name: String, metadata: String) {
    let pod =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: x, \(metadata)}\nspec: {containers: [{name: a}]}\n"
    #expect(pods(apps("Deployment", "w", "replicas: 3") + pod).count == 1, "\(name)")
    let elsewhere = pod.replacing("namespace: x", with: "namespace: v")
    #expect(load(apps("Deployment", "w", "replicas: 3") + elsewhere).lines("pod").count == 4, "\(name)")
  }

  @Test func `What a workload of the input owns makes no pods by itself`() {
    let owner = { (kind: String, name: String) in "ownerReferences: [{kind: \(kind), name: \(name), controller: true}]"
    }
    let replicaSet = apps("ReplicaSet", "w-1", "replicas: 5").replacing(
      "namespace: x", with: "namespace: x, " + owner("Deployment", "w"))
    #expect(pods(apps("Deployment", "w", "replicas: 2") + replicaSet).map { $0.prefix(3) } == ["w-0", "w-1"])
    #expect(pods(replicaSet).first?.hasSuffix("on m: ; of Deployment w synthetic") == true)
    let job = workload("Job", "c-1", Self.template).replacing(
      "namespace: x", with: "namespace: x, " + owner("CronJob", "c"))
    let cronJob = workload("CronJob", "c", "jobTemplate: {spec: {\(Self.template)}}")
    #expect(pods(job + cronJob).map { $0.prefix(4) } == ["c-0 "])
  }

  @Test func `Names that are taken are avoided, and a StatefulSet's never change`() {
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: v-0, namespace: x}\nspec: {containers: [{name: a}]}\n---\n"
    let text =
      apps("Deployment", "w") + apps("StatefulSet", "w") + apps("ReplicaSet", "w") + apps("Deployment", "v") + pod
    #expect(
      pods(text).map { $0.prefix { $0 != " " } } == [
        "v-0", "v-deployment-0", "w-0", "w-deployment-0", "w-replicaset-0",
      ])
    #expect(pods(text).contains { $0.hasPrefix("w-0 ") && $0.contains("of StatefulSet") })
  }

  @Test func `The template's ports and account are the pods'`() {
    let template = """
      template: {metadata: {labels: {app: web}}, spec: {serviceAccountName: robot, nodeName: m, \
      initContainers: [{name: i, ports: [{containerPort: 1}]}], \
      containers: [{name: a, ports: [{containerPort: 80, name: http}]}]}}
      """
    #expect(
      pods(workload("Deployment", "w", "selector: {matchLabels: {app: web}}, \(template)")) == [
        "w-0 {app=web} [10.244.0.1] on m: http=80/tcp,1/tcp init; of Deployment w as robot synthetic"
      ])
  }

  @Test func `More pods than the limit are an error, not a wait`() {
    var options = ManifestOptions()
    options.limits.syntheticPods = 10
    let text = apps("Deployment", "w", "replicas: 10") + apps("StatefulSet", "v", "replicas: 2000000000")
    #expect(
      load(text, options: options).problems == """
        in.yaml:6:1: error: with StatefulSet "x/v" the templates make more than 10 pods
        note: give the pods themselves, or fewer replicas
        """)
  }
}
