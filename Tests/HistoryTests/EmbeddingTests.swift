import Support
import Testing

struct EmbeddingTests {
  @Test func `A package of its own builds against the library, adds an engine, and asks`() throws {
    var build = Command("swift", "run", "--quiet", "--scratch-path", RepositoryRoot.path(of: ".build/embedding"))
    // The plan of an earlier build does not know the files that the library has got since.
    build.arguments.append("--disable-build-manifest-caching")
    build.arguments += ["--package-path", RepositoryRoot.path(of: "Docs/Examples/embedding")]
    build.arguments += ["embedding", RepositoryRoot.path(of: "Docs/Examples/walkthrough/2-labels")]
    build.timeout = 1200
    let result = try build.run()
    #expect(result.status == 0, "\(result.errorText)")
    let lines = result.outputText.split(separator: "\n").map(String.init)
    #expect(lines.first == "read 5 pods and 1 policy")
    #expect(lines.contains("azure-npm: allowed"))
    #expect(lines.contains("toy: denied"))
    #expect(lines.contains { $0.hasPrefix("they differ in ") })
    #expect(lines.last == "recorded revision 1 with 1 policy")
  }
}
