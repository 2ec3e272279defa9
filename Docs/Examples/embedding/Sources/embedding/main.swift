import AzureNPM
import Backend
import Foundation
import History
import Moat
import Semantics

// Which engines there are is the embedder's choice: two of Moat's and one of its own.
let registry = BackendRegistry([AzureNPM(.v1_6), SpecificationBackend(), Toy()])
let manifests = Moat.load([CommandLine.arguments[1]])
let cluster = manifests.cluster
print("read \(cluster.pods.count) pods and \(cluster.policies.count) policy")

// Would this connection begin?
for engine in ["azure-npm", "toy"] {
  let program = try Moat.translate(cluster, engine: engine, from: registry)
  let question = CheckQuestion(from: "starwind/frontend", to: "starwind/backend", .tcp, port: 80)
  print("\(engine): \(try Moat.check(question, in: cluster, under: program).verdict.rawValue)")
}

// Who reaches whom, from many threads at once: everything is a value.
await withTaskGroup(of: String.self) { group in
  for engine in ["azure-npm", "toy"] {
    group.addTask {
      guard let all = try? Moat.reachability(cluster, engine: engine, from: registry) else {
        return "\(engine): nothing"
      }
      return "\(engine): \(all.ends.count) ends in \(all.classCount) classes"
    }
  }
  var lines: [String] = []
  for await line in group { lines.append(line) }
  for line in lines.sorted() { print(line) }
}

// Where do they differ?
let comparison = try Moat.compare(cluster, engines: ["azure-npm", "toy"], judge: "spec", from: registry)
print("they differ in \(comparison.differences.count) groups of connections")

// A history, in a file of its own.
let folder = FileManager.default.temporaryDirectory.appending(path: "embedding-\(UUID().uuidString)").path
defer { try? FileManager.default.removeItem(atPath: folder) }
let store = try Moat.history(at: folder + "/history.sqlite", for: .create)
let row = try store.create("prod", NetworkChoice(.azure, .azure))
let plan = try Planner(store, row, registry: registry).plan(
  applying: cluster, from: [CommandLine.arguments[1]], in: FileManager.default.currentDirectoryPath)
let revision = try store.append(plan.revision(author: "ann", message: "first", time: .now), to: row)
print("recorded revision \(revision.number) with \(revision.counts.policies) policy")
