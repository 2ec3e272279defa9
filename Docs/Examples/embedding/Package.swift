// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "embedding",
  dependencies: [.package(name: "moat", path: "../../..")],
  targets: [
    .executableTarget(
      name: "embedding",
      dependencies: [
        .product(name: "Moat", package: "moat"), .product(name: "MoatBackend", package: "moat"),
        .product(name: "MoatAzureNPM", package: "moat"),
      ])
  ]
)
