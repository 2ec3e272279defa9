import Testing
import Text

struct HexadecimalTests {
  @Test(arguments: [([], ""), ([0, 9, 10, 255], "00090aff")] as [([UInt8], String)])
  func `Bytes have two digits each`(bytes: [UInt8], text: String) { #expect(bytes.hexadecimal == text) }
}
