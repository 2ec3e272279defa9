import Foundation
import Support
import Testing

struct CommandTests {
  @Test func `Output, errors and status come apart`() throws {
    let result = try Command.shell("echo out; echo err >&2; exit 7").run()
    #expect(result.outputText == "out\n")
    #expect(result.errorText == "err\n")
    #expect(result.status == 7)
  }

  @Test func `Merged, errors stand where they were written`() throws {
    var command = Command.shell("echo a; echo b >&2; echo c")
    command.isMerged = true
    let result = try command.run()
    #expect(result.outputText == "a\nb\nc\n")
    #expect(result.errors.isEmpty)
  }

  @Test func `Megabytes flow through all three streams`() throws {
    let input = Data(repeating: 120, count: 3_000_000)
    let result = try Command.shell("tee /dev/stderr").run(input: input)
    #expect(result.output == input)
    #expect(result.errors == input)
  }

  @Test func `Arguments, variables and folder arrive as they are`() throws {
    try TemporaryFolder.with { folder in
      var command = Command("sh", "-c", "pwd; echo \"$1|$2|$MOAT_PROBE|$HOME\"", "sh", "a b", "$HOME")
      command.folder = folder.path
      command.environment = ["MOAT_PROBE": "x y", "HOME": ""]
      let result = try command.run()
      #expect(result.outputText == "\(folder.path)\na b|$HOME|x y|\n")
    }
  }

  @Test func `A signal's number comes as shells count it`() throws {
    #expect(try Command.shell("kill -TERM $$").run().status == 143)
  }

  @Test func `A program that takes too long is killed with its children`() {
    var command = Command.shell("sleep 100 & sleep 100")
    command.timeout = 0.2
    let start = ContinuousClock.now
    #expect(throws: Command.Failure.self) { try command.run() }
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func `A daemon that closed its streams is waited for too`() {
    var command = Command.shell("exec > /dev/null 2>&1; sleep 100")
    command.timeout = 0.2
    #expect(throws: Command.Failure.self) { try command.run() }
  }

  @Test func `A program that is not there fails`() {
    #expect(throws: Command.Failure.self) { try Command("/no/such/program").run() }
  }

  @Test func `Many programs at once do not wait for each other's pipes`() async throws {
    try await withThrowingTaskGroup(of: String.self) { group in
      for index in 0..<32 {
        group.addTask { try Command.shell("cat; echo \(index)").run(input: "in ").outputText }
      }
      var seen: Set<String> = []
      for try await text in group { seen.insert(text) }
      #expect(seen.count == 32)
    }
  }
}
