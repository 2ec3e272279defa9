import Foundation
import Support
import Synchronization

/// The rule lines and sets of the engines' vectors.
struct VectorText: Decodable, Sendable {
  struct Program: Decodable, Sendable {
    var hooks: [String]
    var chains: [String: [String]]?
    var sets: [VectorSet]

    var lines: [String] { hooks + (chains ?? [:]).values.flatMap(\.self) }
  }

  struct VectorSet: Decodable, Hashable, Sendable {
    var name: String
    var type: String
    var members: [String]
  }

  var name: String
  var programs: [Program]

  private enum Key: String, CodingKey {
    case name = "case"
    case nodes
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    name = try container.decode(String.self, forKey: .name)
    let nodes = try container.decodeIfPresent([String: Program].self, forKey: .nodes)
    programs = try nodes.map { $0.sorted { $0.key < $1.key }.map(\.value) } ?? [Program(from: decoder)]
  }

  static func load(_ file: String) throws -> [VectorText] { try Vectors.lines(file, as: VectorText.self) }

  static let engines = ["azure-npm@1.5", "azure-npm@1.6", "calico@3.31", "calico@3.32"]
}

extension VectorText.VectorSet: Comparable {
  static func < (left: Self, right: Self) -> Bool {
    left.name == right.name ? left.members.lexicographicallyPrecedes(right.members) : left.name < right.name
  }
}
