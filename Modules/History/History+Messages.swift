internal import GRDB
internal import Glibc

extension HistoryError {
  // MARK: The file

  static func missing(_ path: String) -> HistoryError {
    HistoryError(
      .question, "there is no history \"\(path)\"",
      notes: ["moat cluster create NAME makes one; --store or MOAT_STORE names another"])
  }

  static func notAHistory(_ path: String) -> HistoryError {
    HistoryError(
      .question, "\"\(path)\" is no history of Moat's", notes: ["name another file with --store or MOAT_STORE"])
  }

  static func newerSchema(_ path: String, _ version: Int) -> HistoryError {
    HistoryError(
      .question, "history \"\(path)\" has schema \(version); this build reads up to \(Schema.version)",
      notes: ["use the newer Moat that wrote it"])
  }

  static func olderSchema(_ path: String, _ version: Int) -> HistoryError {
    HistoryError(
      .machine,
      "history \"\(path)\" has schema \(version) and may only be read; this build needs to bring it to \(Schema.version)",
      notes: ["make the file writable, or copy it"])
  }

  static func readOnly(_ path: String) -> HistoryError {
    HistoryError(
      .machine, "history \"\(path)\" may only be read; nothing was recorded",
      notes: ["make the file and its folder writable"])
  }

  static func unreadableLog(_ path: String) -> HistoryError {
    HistoryError(
      .machine, "history \"\(path)\" may only be read, and its write-ahead log \"\(path)-wal\" cannot be",
      notes: ["make the folder writable, or run any moat command as its owner, which takes the log in"])
  }

  static func refused(_ what: String, _ path: String, _ code: Int32) -> HistoryError {
    HistoryError(.machine, "cannot \(what) \"\(path)\": \(String(cString: strerror(code)))")
  }

  static func of(_ error: any Error, _ path: String) -> HistoryError {
    if let error = error as? HistoryError { return error }
    guard let error = error as? DatabaseError else { return HistoryError(.machine, "history \"\(path)\": \(error)") }
    let reason = error.message ?? "code \(error.extendedResultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_NOTADB: return notAHistory(path)
    case .SQLITE_CORRUPT: return broken(path, reason)
    case .SQLITE_FULL:
      return HistoryError(.machine, "cannot write history \"\(path)\": \(reason); nothing was recorded")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return HistoryError(.machine, "history \"\(path)\" is in use by another process: \(reason); nothing was recorded")
    case .SQLITE_READONLY: return readOnly(path)
    default: return HistoryError(.machine, "history \"\(path)\": \(reason)")
    }
  }

  static func broken(_ path: String, _ reason: String) -> HistoryError {
    HistoryError(
      .machine, "history \"\(path)\" is broken: \(reason)",
      notes: ["moat history verify names what is broken; moat history export gets the rest out"])
  }

  static func brokenObject(_ key: ObjectKey) -> HistoryError {
    HistoryError(
      .machine, "the stored \(key) is broken",
      notes: ["moat history verify names what is broken; moat history export gets the rest out"])
  }

  // MARK: Clusters

  static func unknownCluster(_ name: String, known: [String]) -> HistoryError {
    HistoryError(
      .question,
      "there is no cluster \"\(name)\"; "
        + (known.isEmpty ? "the history has none" : "expected one of \(known.joined(separator: ", "))"),
      notes: known.isEmpty ? ["moat cluster create NAME makes one"] : [])
  }

  static func noClusterInUse(known: [String]) -> HistoryError {
    HistoryError(
      .question, "no cluster is in use" + (known.isEmpty ? "" : "; there are \(known.joined(separator: ", "))"),
      notes: [
        known.isEmpty ? "moat cluster create NAME makes one" : "name one with --cluster, or with moat cluster use NAME"
      ])
  }

  static func clusterExists(_ name: String) -> HistoryError {
    HistoryError(
      .question, "there is a cluster \"\(name)\" already",
      notes: ["moat cluster update changes it, moat cluster delete removes it"])
  }

  static func badClusterName(_ name: String) -> HistoryError {
    HistoryError(
      .question,
      "cluster name \"\(name)\" is not one; expected 1-63 letters, digits, hyphens or underscores, "
        + "with a letter or digit at both ends")
  }

  // MARK: Revisions

  static func noRevisions(_ cluster: String) -> HistoryError {
    HistoryError(
      .question, "cluster \"\(cluster)\" has no revision yet",
      notes: ["moat apply -f PATH -m MESSAGE records the first"])
  }

  static func unknownRevision(_ name: String, _ cluster: String, last: Int) -> HistoryError {
    HistoryError(
      .question, "cluster \"\(cluster)\" has no revision \"\(name)\"; it has 1 to \(last)",
      notes: ["a revision is a number, the beginning of a digest, @{2026-11-01}, or ~1 for the last but one"])
  }

  static func badRevision(_ name: String) -> HistoryError {
    HistoryError(
      .question, "\"\(name)\" names no revision",
      notes: [
        "expected a number, the beginning of a digest (4 digits or more), @{2026-11-01}, or ~1 for the last but one; "
          + "quote it where the shell puts a folder for ~"
      ])
  }

  static func ambiguousRevision(_ name: String, _ numbers: [Int]) -> HistoryError {
    let list = numbers.map { String($0) }.joined(separator: ", ")
    return HistoryError(.question, "\"\(name)\" begins the digests of revisions \(list)", notes: ["give more digits"])
  }

  static func beforeFirst(_ name: String, _ cluster: String, first: Instant) -> HistoryError {
    HistoryError(.question, "cluster \"\(cluster)\" had no revision at \(name); its first is of \(first)")
  }

  static func movedOn(_ cluster: String, _ number: Int) -> HistoryError {
    HistoryError(
      .race, "revision \(number) of cluster \"\(cluster)\" was recorded meanwhile; nothing was recorded",
      notes: ["run the command again: its plan is made anew"])
  }

  static func timeGoesBack(_ time: Instant, last: Instant) -> HistoryError {
    HistoryError(
      .question, "the revision's time \(time) lies before that of the last one, \(last)",
      notes: ["--time names a later one"])
  }
}

extension HistoryError {
  // MARK: What AKS refuses

  static func azurePolicyNeedsAzurePlugin(_ plugin: NetworkPlugin) -> HistoryError {
    HistoryError(
      .question,
      "--network-policy azure does not go with --network-plugin \(plugin.rawValue): Azure NPM needs the azure plugin",
      notes: [
        plugin == .kubenet ? "kubenet takes calico only" : "without a plugin of AKS' own there is no engine of AKS' own"
      ])
  }

  static var calicoNeedsPlugin: HistoryError {
    HistoryError(
      .question, "--network-policy calico does not go with --network-plugin none: Calico on AKS needs azure or kubenet",
      notes: ["without a plugin of AKS' own there is no engine of AKS' own"])
  }

  static func versionOfNothing(_ version: String) -> HistoryError {
    HistoryError(
      .question, "--engine-version \(version) does not go with --network-policy none: nothing enforces policies")
  }

  static func azureIsIPv4(_ block: String) -> HistoryError {
    HistoryError(.question, "--pod-cidr \(block) is IPv6, and Azure NPM filters IPv4 only")
  }
}

extension HistoryError {
  static func badExport(line: Int) -> HistoryError {
    HistoryError(
      .question, "line \(line) is no line of an export (schema moat.history/1)",
      notes: ["expected what moat history export prints; nothing was taken in"])
  }
}
