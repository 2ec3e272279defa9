public import Backend
internal import Glibc
internal import Text

/// What a command gets from the composition root and from the machine; nothing in it changes.
public struct Context: Sendable {
  /// The engines of this program.
  public let registry: BackendRegistry
  /// The environment's variables that commands look at.
  let environment: Environment

  /// The context of a process: the given engines, and the process' own environment and terminals.
  public init(registry: BackendRegistry) {
    self.registry = registry
    environment = Environment(
      noColor: getenv("NO_COLOR").map { $0.pointee != 0 } ?? false,
      isDumb: getenv("TERM").map { String(cString: $0) == "dumb" } ?? false,
      isOutputTerminal: isatty(STDOUT_FILENO) == 1,
      isErrorTerminal: isatty(STDERR_FILENO) == 1)
  }

  /// The revision that questions are about, where `moat at` asks them.
  var past: String?

  /// The same context for questions about a revision.
  func at(_ revision: String) -> Context {
    var context = self
    context.past = revision
    return context
  }

  /// A variable of the process' environment.
  func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// The folder that the process is in.
  var folder: String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    return getcwd(&buffer, buffer.count).map { String(cString: $0) } ?? "/"
  }

  /// Whether somebody can be asked.
  var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && environment.isErrorTerminal }

  struct Environment: Sendable {
    var noColor: Bool
    var isDumb: Bool
    var isOutputTerminal: Bool
    var isErrorTerminal: Bool
  }

  /// The colours of a stream: `always` and `never` as they say; `auto` on a terminal, unless NO_COLOR is set.
  func palette(_ choice: ColorChoice, isTerminal: Bool) -> Palette {
    switch choice {
    case .always: Palette(isColored: true)
    case .never: .plain
    case .auto: Palette(isColored: isTerminal && !environment.noColor && !environment.isDumb)
    }
  }
}
