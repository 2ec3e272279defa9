import Digest
import Foundation
import Support
import Testing
import Text

struct SHA2Tests {
  /// A message of a length: bytes 3, 10, 17, …
  private static func message(_ length: Int) -> [UInt8] { (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7 + 3) } }

  @Test(arguments: [
    (
      "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f"
    ),
    (
      "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"
    ),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
      "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525"
    ),
  ])
  func `The examples of FIPS 180 come out`(text: String, sha256: String, sha224: String) {
    #expect(SHA2.digest(Array(text.utf8)).hexadecimal == sha256)
    #expect(SHA2.digest(Array(text.utf8), .sha224).hexadecimal == sha224)
  }

  @Test(arguments: [
    (
      55, "e7313d333c272e639f790978283f9eb392e843d0f29b7016828bb1daa4aac70b",
      "703a7d6e61c83903b5db54ddf6dda2268211b47c90bbdac2ed306d8a"
    ),
    (
      56, "4324d65f3c103567f5589c710bc08f8523f929a9272e3af36fc968e52abc6c27",
      "850fef35478d7a94a417713dbded4a39c18be2b40e6f20f47066d306"
    ),
    (
      63, "81c80242132f230c3bd41b3e63bbcff16107339549214a99614ff26664625055",
      "246a939bfdd1eedb1ad51b53a250d197b5752aab09580b7f1df50df7"
    ),
    (
      64, "39e3d7b6b5d075d37d053ad89b24b41bef4f3c29760c84447cab3f3be1882241",
      "e480c1c21ffd3f109fc0cde0daf967c748932b64f8e259d98db17420"
    ),
    (
      65, "aacca6ff74fdbb296d165a45cecfa04e5127bc008770fbbdd48006f2d2fae95e",
      "574507bf89b5d3a0b5dcf4a684a645f27f058f3b11fde279d5b0e462"
    ),
    (
      119, "9ce7368e4daf32341631b492e80359dc9f594b48453cd0dd5bf0b19279cc177e",
      "6c9c99e7d1090cb995200ccc9fc757a4383d3a1004cc36bc266c7947"
    ),
    (
      120, "7836b787757e95e58b3ca5aec90b1b004e8deba1e50e9675af9cabf1a13a04b5",
      "d733ebb80612c4699bfca3061aab0cd9e138ef73aecf1d0f23e75340"
    ),
  ])
  func `Messages around the length of a block come out`(length: Int, sha256: String, sha224: String) {
    #expect(SHA2.digest(Self.message(length)).hexadecimal == sha256)
    #expect(SHA2.digest(Self.message(length), .sha224).hexadecimal == sha224)
  }

  @Test func `A million bytes come out`() {
    let message = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    #expect(
      SHA2.digest(message).hexadecimal == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    #expect(
      SHA2.digest(message, .sha224).hexadecimal == "20794655980c91d8bbb4c1ea97618a4bf03f42581948b2ee4ee7ad67")
  }

  @Test func `A message in parts has the digest of the whole`() {
    var generator = SeededGenerator("SHA2 parts")
    let message = Self.message(300)
    for variant in [SHA2.Variant.sha224, .sha256] {
      for _ in 0..<50 {
        var hash = SHA2(variant)
        var rest = message[...]
        while !rest.isEmpty {
          let count = Int.random(in: 0...min(80, rest.count), using: &generator)
          hash.update(rest.prefix(count))
          rest = rest.dropFirst(count)
        }
        #expect(hash.finish() == SHA2.digest(message, variant))
      }
    }
  }

  @Test(arguments: [("sha256sum", SHA2.Variant.sha256), ("sha224sum", .sha224)])
  func `Every short length has the digest that coreutils finds`(program: String, variant: SHA2.Variant) throws {
    try TemporaryFolder.with { folder in
      for length in 0...200 {
        try Data(Self.message(length)).write(to: URL(filePath: folder.path(of: String(1000 + length))))
      }
      var command = Command.shell("\(program) *")
      command.folder = folder.path
      let printed = try command.run().outputText.split(separator: "\n").map { String($0.prefix { $0 != " " }) }
      #expect(printed == (0...200).map { SHA2.digest(Self.message($0), variant).hexadecimal })
    }
  }
}
