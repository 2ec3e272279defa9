import Diagnostics
import Foundation
import Manifests
import PolicyModel
import Support
import Testing
import Text

@testable import History

struct ObjectTests {
  private static let names = Vectors.names(in: "inputs") + Vectors.names(in: "truth")

  @Test(arguments: names) func `Objects are the same after they were stored`(file: String) throws {
    for line in try Vectors.data(file) {
      let cluster = try #require(Self.cluster(line))
      let stored = ObjectPrinter(cluster, folder: "/").objects()
      var assembler = ClusterAssembler()
      for object in stored.shuffled() { try assembler.add(object) }
      let again = assembler.cluster()
      #expect(ObjectPrinter(again, folder: "/").objects() == stored)
      for (left, right) in zip(cluster.policies, again.policies) {
        #expect(left.in(cluster) == right.in(again))
        #expect(cluster.files.place(of: left.position) == again.files.place(of: right.position))
      }
      #expect(cluster.pods.map { $0.in(cluster) } == again.pods.map { $0.in(again) })
      #expect(cluster.services.map { $0.in(cluster) } == again.services.map { $0.in(again) })
      #expect(cluster.namespaces.map { $0.in(cluster) } == again.namespaces.map { $0.in(again) })
      #expect(cluster.nodes.map { $0.in(cluster) } == again.nodes.map { $0.in(again) })
    }
  }

  private static func cluster(_ line: Data) -> Cluster? {
    let text = Array(line)
    guard let start = line.firstRange(of: Data(#""list":"#.utf8)) else { return nil }
    let list = text[(start.upperBound - line.startIndex)...].dropLast()
    return ManifestReader.load(text: Array(list), name: "input.json").cluster
  }

  @Test(arguments: [
    "a", "", "\u{1}\n\t\"\\/", "ü€", "\u{7f}",
  ])
  func `Texts survive the writing of JSON`(text: String) throws {
    var record = ExportRecord("x")
    record.set("text", text)
    var buffer = TextBuffer()
    record.write(to: &buffer)
    #expect(try ExportRecord(line: Array(buffer.bytes.dropLast())).text("text") == text)
  }
}

/// A value of the model in words: symbols mean nothing outside of their table.
extension Equatable {
  fileprivate func `in`(_ cluster: Cluster) -> String { describe(self, cluster) }
}

private func describe(_ value: Any, _ cluster: Cluster) -> String {
  if let symbol = value as? Symbol { return "\"\(cluster.text(symbol))\"" }
  if let position = value as? SourcePosition { return cluster.files.place(of: position).description }
  let mirror = Mirror(reflecting: value)
  if mirror.children.isEmpty { return "\(value)" }
  return "(" + mirror.children.map { "\($0.label ?? ""):\(describe($0.value, cluster))" }.joined(separator: " ") + ")"
}
