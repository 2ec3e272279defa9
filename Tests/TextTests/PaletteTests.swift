import Testing
import Text

struct PaletteTests {
  @Test func `A plain palette leaves text alone`() {
    #expect(Palette.plain.paint("denied", .bad) == "denied")
    #expect(Palette(isColored: false) == .plain)
  }

  @Test(arguments: [
    (Palette.Role.heading, "1"), (.name, "36"), (.faint, "2"), (.good, "32"), (.bad, "31"), (.caution, "33"),
  ])
  func `A role has its escape sequence and ends with a reset`(role: Palette.Role, code: String) {
    #expect(Palette(isColored: true).paint("x", role) == "\u{1B}[\(code)mx\u{1B}[0m")
  }
}
