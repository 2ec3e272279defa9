public import Backend
import Comparison
import Manifests
public import PolicyModel
public import Support
import Testing
import Traffic

/// Runs the cases of `Tests/Vectors` through an engine.
public struct Truth: Sendable {
  /// The engine.
  public let engine: any PolicyBackend

  /// An engine's cases.
  public init(_ engine: any PolicyBackend) { self.engine = engine }

  /// The cluster of a case; some cases have an error in their manifests, with what is left they are as good.
  public static func cluster(of input: InputCase) -> Cluster {
    ManifestReader.load(text: input.list, name: "case.json").cluster
  }

  /// Compares the engine's reachability with a file's tables: with those of the engine's own program, if the file tells
  /// engines apart. Each case is translated and analysed once.
  public func compare(with file: String) throws -> TruthTable.Score {
    let inputs = file.hasPrefix("truth/") ? file : "inputs/\(file.split(separator: "/").last ?? "")"
    let cases = Dictionary(uniqueKeysWithValues: try InputCase.all(inputs).map { ($0.name, $0) })
    var score = TruthTable.Score()
    for table in try Vectors.lines(file, as: TruthTable.self)
    where table.engine == nil || table.engine == engine.descriptor.name {
      let input = try #require(cases[table.name], "\(table.name) is not in \(inputs)")
      let cluster = Self.cluster(of: input)
      let reachability = try engine.translate(cluster).reachability(.ipv4)
      table.compare(with: reachability, of: cluster, into: &score)
    }
    return score
  }

  /// The known deviations by which the engine differs from the specification in each case of all inputs, exactly, one
  /// line a case that differs; `except` are those that hold everywhere. A difference of no known cause is `?`.
  public func deviations(judge: any PolicyBackend, except: Set<String> = []) throws -> [String] {
    var lines: [String] = []
    for file in Vectors.names(in: "inputs") + Vectors.names(in: "truth") {
      for input in try InputCase.all(file) {
        let ids = try ids(Self.cluster(of: input), judge).subtracting(except)
        if !ids.isEmpty { lines.append("\(file) \(input.name): \(ids.sorted().joined(separator: " "))") }
      }
    }
    return lines
  }

  private func ids(_ cluster: Cluster, _ judge: any PolicyBackend) throws -> Set<String> {
    var ids: Set<String> = []
    for family in [AddressFamily.ipv4, .ipv6] {
      let contenders = try [engine, judge].map { try Contender($0, cluster, family: family) }
      for difference in try Comparison(contenders, judge: judge).differences {
        ids.insert(difference.cause?.deviation?.id ?? "?")
      }
    }
    return ids
  }
}
