import Digest
import Foundation
import Support
import Testing

struct SHA1Tests {
  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
  ])
  func `The examples of FIPS 180 come out`(text: String, expected: String) {
    #expect(SHA1.hexadecimal(text) == expected)
    #expect(SHA1.digest(Array(text.utf8)).count == 20)
  }

  @Test func `Every short length has the digest that coreutils finds`() throws {
    let messages = (0...200).map { length in String(repeating: "moat ", count: 50).prefix(length) }
    try TemporaryFolder.with { folder in
      for message in messages { try folder.write(String(message), to: String(1000 + message.count)) }
      var command = Command.shell("sha1sum *")
      command.folder = folder.path
      let printed = try command.run().outputText.split(separator: "\n").map { String($0.prefix { $0 != " " }) }
      #expect(printed == messages.map { SHA1.hexadecimal(String($0)) })
    }
  }
}
