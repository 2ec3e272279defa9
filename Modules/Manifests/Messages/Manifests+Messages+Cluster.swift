internal import Diagnostics
internal import PolicyModel
internal import Traffic

/// What there is to say about the input as a whole.
extension Finding {
  static func impliedNamespaces(_ names: [String], count: Int) -> Finding {
    let list = names.joined(separator: ", ") + (count > names.count ? " and \(count - names.count) more" : "")
    return Finding(
      .note, "implied-namespaces",
      "\(count == 1 ? "namespace" : "namespaces") \(list) \(count == 1 ? "is" : "are") not in the input; "
        + "taken with no label but kubernetes.io/metadata.name")
  }

  static func syntheticAddresses(_ count: Int, first: IPAddress, last: IPAddress, block: CIDR) -> Finding {
    let message =
      count == 1
      ? "1 pod without an address got the synthetic address \(first)"
      : "\(count) pods without addresses got synthetic addresses from \(first) to \(last), in the order of their names"
    return Finding(
      .note, "synthetic-addresses", message, notes: ["--pod-cidr takes them from a block other than \(block)"])
  }

  static func blockExhausted(_ block: CIDR, count: Int, first: String) -> Finding {
    Finding(
      .error, "pod-cidr-exhausted",
      "the block \(block) has no address left for pod \(quoted(first))\(count > 1 ? " and \(count - 1) more" : "")",
      notes: ["give a larger block with --pod-cidr"])
  }

  static func tooManyPods(_ kind: WorkloadKind, _ name: String, _ limit: Int) -> Finding {
    Finding(
      .error, "too-many-pods", "with \(kind.rawValue) \(quoted(name)) the templates make more than \(limit) pods",
      notes: ["give the pods themselves, or fewer replicas"])
  }

  /// One for errors and one for warnings, where there are more than were kept.
  static func left(errors: Int, warnings: Int) -> [Finding] {
    var findings: [Finding] = []
    if errors > 0 {
      findings.append(Finding(.error, "more-errors", "and \(errors) more \(errors == 1 ? "error" : "errors")"))
    }
    if warnings > 0 {
      findings.append(
        Finding(.warning, "more-warnings", "and \(warnings) more \(warnings == 1 ? "warning" : "warnings")"))
    }
    return findings
  }
}
