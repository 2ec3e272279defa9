internal import Digest
internal import Netfilter

extension ChainName {
  /// `prefix` and `id` if the kernel takes so long a name, else the prefix and the start of the id's digest.
  ///
  /// Source: `libcalico-go/lib/hash`, `GetLengthLimitedID`. A name of just the greatest length whose id begins with `_`
  /// might be taken for a digest, and so becomes one.
  init(prefix: String, id: String) {
    let length = prefix.utf8.count + id.utf8.count
    let isShort = length < Self.maximumLength || (length == Self.maximumLength && id.utf8.first != UInt8(ascii: "_"))
    guard !isShort else {
      self.init(prefix + id)
      return
    }
    let digest = Base64URL.encode(
      SHA2.digest(Array(id.utf8)), limit: Self.maximumLength - 1 - prefix.utf8.count)
    self.init("\(prefix)_\(digest)")
  }
}
