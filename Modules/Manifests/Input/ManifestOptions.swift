public import Traffic

/// What a reader of manifests may be told.
public struct ManifestOptions: Hashable, Sendable {
  /// The block that pods without an address get theirs from; `nil` is 10.244.0.0/16.
  public var podCIDR: CIDR?
  /// The bounds for hostile input.
  public var limits = ManifestLimits()

  /// The defaults.
  public init() {}
}
