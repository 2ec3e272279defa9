public import Traffic

/// What a reader of manifests may be told.
public struct ManifestOptions: Hashable, Sendable {
  /// The block that pods without an address get theirs from; `nil` is 10.244.0.0/16.
  public var podCIDR: CIDR?
  /// Whether an object that is given again replaces the earlier one, as when it is applied; else it is an error.
  public var replacesEarlier = false
  /// The bounds for hostile input.
  public var limits = ManifestLimits()

  /// The defaults.
  public init() {}
}
