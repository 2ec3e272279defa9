/// Colours for a terminal, or none.
public struct Palette: Hashable, Sendable {
  /// What a piece of text is, for the eye.
  public enum Role: Sendable {
    /// Titles.
    case heading
    /// Names of chains, sets, pods.
    case name
    /// Explanations beside the matter.
    case faint
    /// Allowed, all well.
    case good
    /// Denied, wrong.
    case bad
    /// Worth a look.
    case caution
  }

  /// Whether text is coloured at all.
  public var isColored: Bool

  /// A palette.
  public init(isColored: Bool) { self.isColored = isColored }

  /// Text without colours.
  public static let plain = Palette(isColored: false)

  /// `text` between the escape sequences of `role`; unchanged without colours.
  public func paint(_ text: String, _ role: Role) -> String {
    isColored ? "\u{1B}[\(Self.code(role))m\(text)\u{1B}[0m" : text
  }

  private static func code(_ role: Role) -> String {
    switch role {
    case .heading: "1"
    case .name: "36"
    case .faint: "2"
    case .good: "32"
    case .bad: "31"
    case .caution: "33"
    }
  }
}
