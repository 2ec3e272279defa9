import Testing

struct ObjectMessageTests {
  @Test(arguments: [
    MessageCase(
      "a string",
      """
      hello
      """,
      """
      in.yaml:1:1: error: here is a single value; expected a Kubernetes object, a map with apiVersion and kind
      """),
    MessageCase(
      "a list",
      """
      - a
      """,
      """
      in.yaml:1:1: error: here is a list; expected a Kubernetes object, a map with apiVersion and kind
      """),
    MessageCase(
      "no kind",
      """
      apiVersion: v1
      metadata: {name: a}
      """,
      """
      in.yaml:1:1: error: kind is missing
      note: for example kind: NetworkPolicy
      """),
    MessageCase(
      "no apiVersion",
      """
      kind: Pod
      metadata: {name: a}
      """,
      """
      in.yaml:1:1: error: apiVersion is missing
      note: for example apiVersion: networking.k8s.io/v1
      """),
    MessageCase(
      "neither",
      """
      replicaCount: 1
      image: nginx
      """,
      """
      in.yaml:1:1: error: apiVersion is missing
      note: for example apiVersion: networking.k8s.io/v1
      in.yaml:1:1: error: kind is missing
      note: for example kind: NetworkPolicy
      """),
    MessageCase(
      "no metadata",
      """
      apiVersion: v1
      kind: Node
      """,
      """
      in.yaml:1:1: error: metadata.name is missing
      """),
    MessageCase(
      "kind of another version",
      """
      apiVersion: v1
      kind: NetworkPolicy
      """,
      """
      in.yaml:1:1: error: there is no kind "NetworkPolicy" in "v1"
      note: did you mean kind: NetworkPolicy with apiVersion: networking.k8s.io/v1?
      """),
    MessageCase(
      "version that never was",
      """
      apiVersion: networking.k8s.io/v1beta1
      kind: NetworkPolicy
      """,
      """
      in.yaml:1:1: error: there is no kind "NetworkPolicy" in "networking.k8s.io/v1beta1"
      note: did you mean kind: NetworkPolicy with apiVersion: networking.k8s.io/v1?
      """),
    MessageCase(
      "misspelt kind",
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolcy
      """,
      """
      in.yaml:1:1: error: there is no kind "NetworkPolcy" in "networking.k8s.io/v1"
      note: did you mean kind: NetworkPolicy with apiVersion: networking.k8s.io/v1?
      """),
    MessageCase(
      "kind in lower case",
      """
      apiVersion: v1
      kind: pod
      """,
      """
      in.yaml:1:1: error: there is no kind "pod" in "v1"
      note: did you mean kind: Pod with apiVersion: v1?
      """),
    MessageCase(
      "former version",
      """
      apiVersion: extensions/v1beta1
      kind: NetworkPolicy
      metadata: {name: a}
      """,
      """
      in.yaml:1:1: warning: NetworkPolicy of "extensions/v1beta1" is skipped: no supported cluster serves \
      that version
      note: use apiVersion: networking.k8s.io/v1
      """),
    MessageCase(
      "former workload",
      """
      apiVersion: apps/v1beta2
      kind: Deployment
      """,
      """
      in.yaml:1:1: warning: Deployment of "apps/v1beta2" is skipped: no supported cluster serves that version
      note: use apiVersion: apps/v1
      """),
    MessageCase(
      "list item that is a string",
      """
      apiVersion: v1
      kind: List
      items: [a, null]
      """,
      """
      in.yaml:3:9: error: here is a single value; expected a Kubernetes object, a map with apiVersion and kind
      in.yaml:3:12: error: here is a single value; expected a Kubernetes object, a map with apiVersion and kind
      """),
    MessageCase(
      "list item without a type",
      """
      apiVersion: v1
      kind: List
      items: [{metadata: {name: a}}]
      """,
      """
      in.yaml:3:9: error: apiVersion is missing
      note: for example apiVersion: networking.k8s.io/v1
      in.yaml:3:9: error: kind is missing
      note: for example kind: NetworkPolicy
      """),
    MessageCase(
      "lists within lists",
      """
      apiVersion: v1
      kind: List
      items:
      - kind: List
        apiVersion: v1
        items:
        - kind: List
          apiVersion: v1
          items:
          - kind: List
            apiVersion: v1
            items:
            - kind: List
              apiVersion: v1
              items:
              - kind: List
                apiVersion: v1
                items:
                - kind: List
                  apiVersion: v1
                  items:
                  - kind: List
                    apiVersion: v1
                    items:
                    - kind: List
                      apiVersion: v1
                      items:
                      - kind: List
                        apiVersion: v1
                        items:
      """,
      """
      in.yaml:28:17: error: lists of objects nested more than 8 deep
      note: the rest of the file was not read
      """),
    MessageCase(
      "the same object twice",
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: a}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: a}
      """,
      """
      in.yaml:5:1: error: Namespace "a" is given twice
      note: the first stands at in.yaml:1:1
      """),
    MessageCase(
      "the same policy twice",
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: a}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: a, namespace: default}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: a, namespace: b}
      """,
      """
      in.yaml:5:1: error: NetworkPolicy "default/a" is given twice
      note: the first stands at in.yaml:1:1
      """),
    MessageCase(
      "unknown field of an object",
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: a}
      specs: {}
      status: {}
      """,
      """
      in.yaml:4:1: warning: unknown field specs; did you mean spec?
      """),
    MessageCase(
      "items of an object",
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: a}
      items: []
      """,
      """
      in.yaml:4:8: warning: unknown field items
      """),
    MessageCase(
      "node with a bad address",
      """
      apiVersion: v1
      kind: Node
      metadata: {name: a}
      spec: {podCIDR: x}
      status: {addresses: [{type: InternalIP, address: b}, {type: Hostname, address: b}]}
      """,
      """
      in.yaml:4:17: error: spec.podCIDR is "x"; expected a block such as 10.0.0.0/8 or fd00::/64
      in.yaml:5:50: error: status.addresses[0].address is "b"; expected an address such as 10.0.0.1 or fd00::1
      """),
    MessageCase(
      "Deployment without a selector",
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: a}
      spec:
        template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a}]}}
      """,
      """
      in.yaml:5:3: error: spec.selector is missing; expected the labels of its pods
      """),
    MessageCase(
      "Deployment with an empty selector",
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: a}
      spec:
        selector: {}
        template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a}]}}
      """,
      """
      in.yaml:5:13: error: spec.selector is missing; expected the labels of its pods
      """),
    MessageCase(
      "Deployment without a template",
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: a}
      spec:
        selector: {matchLabels: {a: b}}
      """,
      """
      in.yaml:5:3: error: spec.template is missing; expected a pod template with a spec
      """),
    MessageCase(
      "selector that misses the template",
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: a}
      spec:
        selector: {matchLabels: {a: b}}
        template: {metadata: {labels: {a: c}}, spec: {containers: [{name: a}]}}
      """,
      """
      in.yaml:5:13: error: spec.selector does not select the labels of the template
      """),
    MessageCase(
      "too many replicas",
      """
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: a}
      spec:
        replicas: 3000000000
        selector: {matchLabels: {a: b}}
        template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a}]}}
      """,
      """
      in.yaml:5:13: error: spec.replicas is 3000000000; expected at most 2147483647
      """),
    MessageCase(
      "negative replicas",
      """
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: a}
      spec:
        replicas: -1
        selector: {matchLabels: {a: b}}
        template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a}]}}
      """,
      """
      in.yaml:5:13: error: spec.replicas is -1; expected 0 or more
      """),
    MessageCase(
      "bad container of a template",
      """
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: a}
      spec:
        jobTemplate:
          spec:
            template:
              spec: {containers: [{name: A}]}
      """,
      """
      in.yaml:8:36: error: spec.jobTemplate.spec.template.spec.containers[0].name is "A"; expected at \
      most 63 lower-case letters, digits and "-" that begin and end with a letter or digit
      """),
    MessageCase(
      "CronJob with a long name",
      """
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}
      spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: a}]}}}}}
      """,
      """
      in.yaml:3:18: error: metadata.name has 53 characters; expected at most 52 for a CronJob
      note: the names of its pods are made from it
      """),
    MessageCase(
      "StatefulSet with a dot",
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: a.b}
      spec:
        selector: {matchLabels: {a: b}}
        template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a}]}}
      """,
      """
      in.yaml:3:18: error: metadata.name is "a.b"; expected at most 63 lower-case letters, digits and "-" \
      that begin and end with a letter or digit
      """),
    MessageCase(
      "ReplicationController without labels",
      """
      apiVersion: v1
      kind: ReplicationController
      metadata: {name: a}
      spec:
        template: {spec: {containers: [{name: a}]}}
      """,
      """
      in.yaml:5:3: error: spec.selector is missing; expected the labels of its pods
      """),
    MessageCase(
      "unknown field of a workload",
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: a}
      spec:
        replica: 2
        selector: {matchLabels: {a: b}}
        template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a}]}, specs: {}}
      """,
      """
      in.yaml:5:3: warning: unknown field spec.replica; did you mean replicas?
      in.yaml:7:75: warning: unknown field spec.template.specs; did you mean spec?
      """),
    MessageCase(
      "service name with a digit first",
      """
      apiVersion: v1
      kind: Service
      metadata: {name: 1a}
      spec: {clusterIP: None}
      """,
      """
      in.yaml:3:18: error: metadata.name is "1a"; expected at most 63 lower-case letters, digits and "-" \
      that begin with a letter and end with a letter or digit
      """),
  ])
  func `What is wrong with an object as a whole is said with its place`(sample: MessageCase) {
    sample.expect()
  }
}
