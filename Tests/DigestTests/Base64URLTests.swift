import Digest
import Testing

@Suite struct Base64URLTests {
  @Test(arguments: [
    ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
    ("foobar", "Zm9vYmFy"),
  ])
  func `the examples of the standard are written without padding`(_ text: String, _ written: String) {
    #expect(Base64URL.encode(Array(text.utf8)) == written)
  }

  @Test func `the two last characters are those for addresses, and a limit cuts the text`() {
    #expect(Base64URL.encode([0xfb, 0xef, 0xff]) == "--__")
    #expect(Base64URL.encode([0xfb, 0xef, 0xff], limit: 3) == "--_")
  }
}
