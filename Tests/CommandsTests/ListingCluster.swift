/// A workload of two pods, a pod beside it and a node, with one policy: what the listings are tested on.
enum ListingCluster {
  static let text = """
    {apiVersion: v1, kind: Node, metadata: {name: aks}, status: {addresses: [{type: InternalIP, address: 10.1.0.1}]}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: x}}
    ---
    {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: x}, spec: {replicas: 2, selector: {matchLabels:
      {app: web}}, template: {metadata: {labels: {app: web}}, spec: {nodeName: aks, containers: [{name: c, image: i}]}}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: db, namespace: x, labels: {app: db}},
      spec: {nodeName: aks, containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.9}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: done, namespace: x}, spec: {nodeName: aks, containers: [{name: c, image: i}]},
      status: {phase: Succeeded, podIP: 10.0.0.8}}
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: db, namespace: x}
    spec:
      podSelector: {matchLabels: {app: db}}
      policyTypes: [Ingress]
      ingress:
      - {from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}, {port: 8000, endPort: 8080}]}
      - {from: [{ipBlock: {cidr: 203.0.113.0/24}}], ports: [{port: 53, protocol: UDP}]}
    """
}
