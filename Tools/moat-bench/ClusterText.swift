import Text

/// The text of a made-up cluster, as `kubectl get … -o json` would print it: the same for the same sizes.
struct ClusterText {
  var podCount: Int
  var policyCount: Int
  var namespaceCount: Int
  var nodeCount: Int

  /// A `PodList` of about 2,500 bytes a pod.
  func pods() -> [UInt8] {
    var text = TextBuffer(capacity: podCount * 2600)
    text.append("{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n")
    for index in 0..<podCount {
      text.append(pod(index))
      text.append(index == podCount - 1 ? "\n" : ",\n")
    }
    text.append("    ],\n    \"kind\": \"List\",\n    \"metadata\": {\n        \"resourceVersion\": \"\"\n    }\n}\n")
    return text.bytes
  }

  /// Nodes, namespaces and policies as one `List`.
  func rest() -> [UInt8] {
    var items: [String] = (0..<nodeCount).map { index in
      """
      {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "\(node(index))"}, "status": {"addresses": \
      [{"type": "InternalIP", "address": "10.224.\(index / 250).\(index % 250 + 4)"}]}}
      """
    }
    items += (0..<namespaceCount).map { index in
      """
      {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "\(namespace(index))", "labels": \
      {"kubernetes.io/metadata.name": "\(namespace(index))", "team": "team-\(index % 20)", "env": "env-\(index % 3)"}}}
      """
    }
    items += (0..<policyCount).map(policy)
    let list = "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [\n" + items.joined(separator: ",\n") + "\n]}\n"
    return Array(list.utf8)
  }

  private func node(_ index: Int) -> String { "aks-nodepool1-\(index)" }

  private func namespace(_ index: Int) -> String { "ns-\(index)" }

  private func pod(_ index: Int) -> String {
    let app = index / namespaceCount % 40
    return metadata(index, app: app) + spec(index, app: app) + status(index)
  }

  private func metadata(_ index: Int, app: Int) -> String {
    let space = index % namespaceCount
    let hash = format(hex: UInt32(truncatingIfNeeded: app &* 2_654_435_761))
    return """
              {
                  "apiVersion": "v1",
                  "kind": "Pod",
                  "metadata": {
                      "annotations": {
                          "kubernetes.io/config.seen": "2026-08-20T10:00:00.000000000Z",
                          "kubernetes.io/config.source": "api",
                          "prometheus.io/scrape": "true"
                      },
                      "creationTimestamp": "2026-08-20T10:00:00Z",
                      "generateName": "app-\(app)-\(hash)-",
                      "labels": {
                          "app": "app-\(app)",
                          "app.kubernetes.io/instance": "app-\(app)-\(space)",
                          "pod-template-hash": "\(hash)",
                          "tier": "tier-\(app % 4)",
                          "version": "v\(app % 7)"
                      },
                      "name": "app-\(app)-\(hash)-\(index)",
                      "namespace": "\(namespace(space))",
                      "ownerReferences": [
                          {
                              "apiVersion": "apps/v1",
                              "blockOwnerDeletion": true,
                              "controller": true,
                              "kind": "ReplicaSet",
                              "name": "app-\(app)-\(hash)",
                              "uid": "7f6d9c0a-5a41-4a54-9f43-0000\(hash)"
                          }
                      ],
                      "resourceVersion": "\(1_000_000 + index)",
                      "uid": "0a1b2c3d-1111-2222-3333-0000\(hash)"
                  },

      """
  }

  private func spec(_ index: Int, app: Int) -> String {
    """
                "spec": {
                    "containers": [
                        {
                            "image": "registry.example/app-\(app):1.\(app)",
                            "imagePullPolicy": "IfNotPresent",
                            "name": "app",
                            "ports": [
                                {
                                    "containerPort": \(8000 + app % 5),
                                    "name": "http",
                                    "protocol": "TCP"
                                }
                            ],
                            "resources": {},
                            "terminationMessagePath": "/dev/termination-log",
                            "terminationMessagePolicy": "File"
                        }
                    ],
                    "dnsPolicy": "ClusterFirst",
                    "nodeName": "\(node((index + index / namespaceCount) % nodeCount))",
                    "restartPolicy": "Always",
                    "serviceAccountName": "default",
                    "terminationGracePeriodSeconds": 30
                },

    """
  }

  private func status(_ index: Int) -> String {
    let address = "10.\(128 + index / 62_500).\(index % 62_500 / 250).\(index % 250 + 2)"
    return """
                  "status": {
                      "hostIP": "10.224.0.4",
                      "phase": "Running",
                      "podIP": "\(address)",
                      "podIPs": [
                          {
                              "ip": "\(address)"
                          }
                      ],
                      "qosClass": "BestEffort",
                      "startTime": "2026-08-20T10:00:00Z"
                  }
              }
      """
  }

  private func format(hex value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  private func policy(_ index: Int) -> String {
    let space = index % namespaceCount
    let app = index / namespaceCount * 4
    let head = """
      {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "policy-\(index)", \
      "namespace": "\(namespace(space))"}, "spec": {"podSelector": 
      """
    let subject = "{\"matchLabels\": {\"app\": \"app-\(app % 40)\"}}"
    switch index % 5 {
    case 0: return head + "{}, \"policyTypes\": [\"Ingress\"]}}"
    case 1:
      return head + subject + """
        , "policyTypes": ["Ingress"], "ingress": [{"from": [{"podSelector": {"matchLabels": {"tier": "tier-\(app % 4)"}}}, \
        {"namespaceSelector": {"matchLabels": {"team": "team-\(index % 20)"}}}], "ports": [{"port": "http"}, \
        {"protocol": "UDP", "port": 53}]}]}}
        """
    case 2:
      return head + subject + """
        , "policyTypes": ["Egress"], "egress": [{"to": [{"ipBlock": {"cidr": "10.0.0.0/8", "except": \
        ["10.\(index % 200).0.0/16"]}}]}, {"ports": [{"protocol": "UDP", "port": 53}]}]}}
        """
    case 3:
      return head + subject + """
        , "policyTypes": ["Ingress", "Egress"], "ingress": [{"from": [{"namespaceSelector": {"matchExpressions": [{"key": \
        "env", "operator": "In", "values": ["env-0", "env-1"]}]}, "podSelector": {"matchExpressions": [{"key": "version", \
        "operator": "NotIn", "values": ["v1", "v2"]}]}}], "ports": [{"port": 8000, "endPort": 8100}]}], "egress": [{}]}}
        """
    default:
      return head + subject + """
        , "policyTypes": ["Ingress"], "ingress": [{"from": [{"podSelector": {"matchExpressions": [{"key": "tier", \
        "operator": "Exists"}]}}], "ports": [{"port": 443}, {"port": 80}]}]}}
        """
    }
  }
}
