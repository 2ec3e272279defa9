import Digest
import Testing
import Text

/// Known answers; the first three are NIST's examples and the empty message, the rest cross the block's border.
@Suite struct SHA3Tests {
  static let answers: [(String, String)] = [
    ("", "6b4e03423667dbb73b6e15454f0eb1abd4597f9a1b078e3f5b5a6bc7"),
    ("abc", "e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "8a24108b154ada21c9fd5574494479ba5c7e7ab76ef264ead0fcce33"
    ),
  ]

  @Test(arguments: answers)
  func `known messages have their digests`(_ message: String, _ digest: String) {
    #expect(SHA3.digest224(Array(message.utf8)).hexadecimal == digest)
  }

  @Test(arguments: [
    (143, "73b1b22b54f515f626a6abdde6af25cd4801dc6e9dc7fa3f77e1c122"),
    (144, "f9019111996dcf160e284e320fd6d8825cabcd41a5ffdc4c5e9d64b6"),
    (145, "7f0521c84aeacc8a46aba17171acbdd22522509a71c663257fbdee0e"),
    (1000, "2461344b84416db8fe01c2a4966fea019590c231dd5724c1bfc26745"),
  ])
  func `messages around the length of a block have their digests`(_ count: Int, _ digest: String) {
    #expect(SHA3.digest224([UInt8](repeating: 97, count: count)).hexadecimal == digest)
  }
}
