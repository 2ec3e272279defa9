internal import Diagnostics
internal import PolicyModel
internal import Traffic

/// What is wrong with an object.
extension Finding {
  // MARK: Any object

  static func notAnObject(_ found: String) -> Finding {
    Finding(
      .error, "not-an-object", "here is \(found); expected a Kubernetes object, a map with apiVersion and kind")
  }

  static func missingType(_ field: String) -> Finding {
    Finding(
      .error, "missing-type", "\(field) is missing",
      notes: [field == "kind" ? "for example kind: NetworkPolicy" : "for example apiVersion: networking.k8s.io/v1"])
  }

  static func missingName(hasGenerateName: Bool) -> Finding {
    Finding(
      .error, "missing-name", "metadata.name is missing",
      notes: hasGenerateName ? ["generateName makes a new name each time it is applied; give a fixed name"] : [])
  }

  static func namespaceNotAllowed(_ path: String, _ namespace: String, _ kind: ObjectKind) -> Finding {
    Finding(
      .error, "namespace-not-allowed", "\(path) is \(quoted(namespace)), but a \(kind.name) lives in no namespace")
  }

  static func secondController(_ path: String) -> Finding {
    Finding(.error, "second-controller", "\(path) is a second owner with controller: true; expected at most one")
  }

  static func formerVersion(_ kind: ObjectKind, _ apiVersion: String) -> Finding {
    Finding(
      .warning, "former-version",
      "\(kind.name) of \(quoted(apiVersion)) is skipped: no supported cluster serves that version",
      notes: ["use apiVersion: \(kind.apiVersion)"])
  }

  static func mistakenKind(_ name: String, _ apiVersion: String, _ kind: ObjectKind) -> Finding {
    Finding(
      .error, "unknown-kind", "there is no kind \(quoted(name)) in \(quoted(apiVersion))",
      notes: ["did you mean kind: \(kind.name) with apiVersion: \(kind.apiVersion)?"])
  }

  static func listsNestedTooDeep(_ limit: Int) -> Finding {
    Finding(.error, "nested-too-deep", "lists of objects nested more than \(limit) deep")
  }

  static func duplicateObject(_ kind: ObjectKind, _ name: String, first: String) -> Finding {
    Finding(
      .error, "duplicate-object", "\(kind.name) \(quoted(name)) is given twice", notes: ["the first stands at \(first)"]
    )
  }

  // MARK: NetworkPolicy

  static func tooManyPolicyTypes(_ path: String, _ count: Int) -> Finding {
    Finding(.error, "too-many-policy-types", "\(path) has \(count) entries; expected at most 2")
  }

  static func emptyPeer(_ path: String) -> Finding {
    Finding(
      .error, "empty-peer", "\(path) is empty; expected podSelector, namespaceSelector or ipBlock",
      notes: ["for everybody leave the list of peers out; for every pod of the cluster write namespaceSelector: {}"])
  }

  static func blockWithSelector(_ path: String) -> Finding {
    Finding(
      .error, "block-with-selector", "\(path) stands beside a selector; expected an entry of its own",
      notes: ["put \"- \" before ipBlock to make it another peer"])
  }

  static func endPortBelowPort(_ path: String, _ endPort: Int32, _ port: Int32) -> Finding {
    Finding(.error, "end-port-below-port", "\(path) \(endPort) is less than port \(port)")
  }

  static func endPortWithoutPort(_ path: String, _ endPort: Int32) -> Finding {
    Finding(.error, "end-port-without-port", "\(path) \(endPort) stands without port; expected port, too")
  }

  static func endPortOfName(_ path: String, _ endPort: Int32, _ name: String) -> Finding {
    Finding(
      .error, "end-port-of-name", "\(path) \(endPort) stands with the named port \(quoted(name)); expected a number",
      notes: ["a range needs port as a number"])
  }

  static func exceptOutsideBlock(_ path: String, _ hole: CIDR, _ block: CIDR) -> Finding {
    Finding(.error, "except-outside-block", "\(path) \(hole) does not lie strictly within cidr \(block)")
  }

  static func valuesNotAllowed(_ path: String) -> Finding {
    Finding(.error, "values-not-allowed", "\(path) is given; expected none with Exists and DoesNotExist")
  }

  // MARK: Pods and workloads

  static func repeatedContainer(_ path: String, _ name: String, line: UInt32) -> Finding {
    Finding(.error, "repeated-container", "\(path) is \(quoted(name)), which the container in line \(line) has, too")
  }

  static func repeatedHostPort(_ path: String, _ port: UInt16, _ ipProtocol: String) -> Finding {
    Finding(.error, "repeated-host-port", "\(path) is \(port)/\(ipProtocol), which another container takes, too")
  }

  static func hostPortMismatch(_ path: String) -> Finding {
    Finding(.error, "host-port-mismatch", "\(path) differs from containerPort; expected the same with hostNetwork")
  }

  static func secondAddress(_ path: String, _ address: IPAddress) -> Finding {
    Finding(
      .error, "second-address",
      "\(path) \(address) is a second \(address.family.name) address; expected one of each family")
  }

  static func selectorMissesTemplate(_ path: String) -> Finding {
    Finding(.error, "selector-misses-template", "\(path) does not select the labels of the template")
  }

  // MARK: Services

  static func clusterIPOfExternalName(_ path: String) -> Finding {
    Finding(.error, "cluster-ip-of-external-name", "\(path) is given; expected none with type ExternalName")
  }

  static func nodePortOfClusterIP(_ path: String) -> Finding {
    Finding(
      .error, "node-port-of-cluster-ip", "\(path) is given; expected none with type ClusterIP",
      notes: ["set type: NodePort or LoadBalancer"])
  }

  static func clusterIPsDisagree(_ path: String) -> Finding {
    Finding(.error, "cluster-ips-disagree", "\(path)[0] differs from clusterIP; expected the same")
  }
}
