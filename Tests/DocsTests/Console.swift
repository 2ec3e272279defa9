import Foundation
import Support
import Synchronization

/// The place where a block's commands run: a folder that looks like the repository's root, so that files which commands
/// make do not land in the repository, with the built `moat` first on the path.
struct Console {
  let folder: TemporaryFolder

  /// Runs `body` in a new place; commands of one block find each other's files.
  static func with<Value>(_ body: (Console) throws -> Value) throws -> Value {
    try TemporaryFolder.with { folder throws in
      let files = FileManager.default
      for name in ["root", "home"] {
        try files.createDirectory(atPath: folder.path(of: name), withIntermediateDirectories: false)
      }
      for name in try files.contentsOfDirectory(atPath: RepositoryRoot.path) where !name.hasPrefix(".") {
        try files.createSymbolicLink(
          atPath: folder.path(of: "root/\(name)"), withDestinationPath: RepositoryRoot.path(of: name))
      }
      return try body(Console(folder: folder))
    }
  }

  /// What a command prints, standard output and error in one, without empty lines at its end; and its status.
  func run(_ command: String) throws -> (lines: [String], status: Int32) {
    var shell = Command.shell(command)
    shell.folder = folder.path(of: "root")
    shell.isMerged = true
    shell.environment = [
      "PATH": Product.folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"),
      "HOME": folder.path(of: "home"), "NO_COLOR": "1", "COLUMNS": "100", "LC_ALL": "C.UTF-8", "TZ": "UTC",
      "MOAT_STORE": "", "XDG_STATE_HOME": folder.path(of: "home/state"), "MOAT_AUTHOR": "ann",
      "MOAT_LAB_FOLDER": folder.path(of: "labs"),
    ]
    let result = try shell.run()
    var lines = result.outputText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last == "" { lines.removeLast() }
    return (lines, result.status)
  }

  /// Why no lab can be built; `nil` if one can.
  static let labObstacle: String? = {
    do {
      return try with { console in
        let trial = try console.run("moat lab run -f Docs/Examples/walkthrough/0-open -- true")
        return trial.status == 0 ? nil : trial.lines.first { $0.hasPrefix("error: ") } ?? "exit \(trial.status)"
      }
    } catch {
      return "\(error)"
    }
  }()

  /// Takes down the labs that a block has left, as one that failed half-way does.
  func clearLabs() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path(of: "labs"))) ?? [] {
      _ = try? run("moat lab down --name \(name)")
    }
  }

  /// Puts `steps` in the place of a block's own in its document.
  static func rewrite(_ block: ConsoleBlock, steps: [ConsoleBlock.Step]) throws {
    // Blocks are tested side by side, and two may be in one document.
    try rewriting.withLock { _ in
      let text = try RepositoryRoot.text(of: block.path)
      let old = block.content.joined(separator: "\n")
      guard let range = text.range(of: "\n" + old + "\n```") else { return }
      let new = "\n" + steps.flatMap(\.lines).joined(separator: "\n") + "\n```"
      let path = RepositoryRoot.path(of: block.path)
      try Data(text.replacingCharacters(in: range, with: new).utf8).write(to: URL(filePath: path))
    }
  }

  private static let rewriting = Mutex(())
}
