internal import ArgumentParser
internal import Traffic

/// What may be said of a cluster's network besides plugin and policy.
struct NetworkOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The version of the engine, as moat engines lists them.", valueName: "version"))
  var engineVersion: String?

  @Option(name: .customLong("pod-cidr"), help: ArgumentHelp("The block of the pods' addresses.", valueName: "cidr"))
  var podCIDR: String?

  func validate() throws { try Self.check(podCIDR) }

  /// Throws where the value of `--pod-cidr` is no block.
  static func check(_ podCIDR: String?) throws {
    if let podCIDR, CIDR(podCIDR) == nil {
      throw ValidationError("--pod-cidr \"\(podCIDR)\" is not a block of addresses; expected one like 10.244.0.0/16")
    }
  }
}
