import Backend
import PolicyModel
import Testing
import Text

@Suite struct BackendRegistryTests {
  struct Toy: PolicyBackend {
    var id: String
    var version: String
    var isDefault: Bool

    var descriptor: BackendDescriptor {
      BackendDescriptor(
        id: id, version: version, isDefault: isDefault, displayName: id, mirrors: "nothing", capabilities: [:])
    }

    func translate(_ cluster: Cluster) throws(TranslationError) -> any DataplaneProgram {
      throw TranslationError("a toy translates nothing", remedy: "use an engine")
    }
  }

  let registry = BackendRegistry([
    Toy(id: "b", version: "1", isDefault: false), Toy(id: "b", version: "2", isDefault: true),
    Toy(id: "a", version: "1", isDefault: true),
  ])

  @Test(arguments: [("a", "a@1"), ("b", "b@2"), ("b@1", "b@1"), ("b@2", "b@2")])
  func `a name finds its backend, the default version where none is written`(_ name: String, _ found: String) throws {
    #expect(try registry.backend(named: name).descriptor.name == found)
  }

  @Test(arguments: ["c", "b@3", "a@", "", "B"])
  func `an unknown name gets the list of known ones`(_ name: String) {
    let error = #expect(throws: UnknownEngine.self) { try registry.backend(named: name) }
    #expect(error?.description == "unknown engine \"\(name)\"; expected one of a@1, b@2, b@1")
  }

  @Test(arguments: [
    ("azure-nmp", ["azure-npm"]), ("Azure-NPM", ["azure-npm"]), ("azure", ["azure-npm"]), ("npm", ["azure-npm"]),
    ("calco", ["calico"]), ("azure-npm@9", ["azure-npm@1.5", "azure-npm@1.6"]), ("calcio@3.31", ["calico@3.31"]),
    ("calico@", ["calico@3.31"]), ("cilium", []), ("", []), ("@", []),
  ])
  func `an unknown name has those near it`(_ name: String, _ near: [String]) {
    let registry = BackendRegistry([
      Toy(id: "azure-npm", version: "1.6", isDefault: true), Toy(id: "azure-npm", version: "1.5", isDefault: false),
      Toy(id: "calico", version: "3.31", isDefault: true),
    ])
    let error = #expect(throws: UnknownEngine.self) { try registry.backend(named: name) }
    #expect(error?.near.names == near)
  }

  @Test func `a translation error shows its remedy`() {
    let error = #expect(throws: TranslationError.self) {
      _ = try registry.backend(named: "a").translate(Cluster(symbols: SymbolTable()))
    }
    #expect(error?.description == "a toy translates nothing\nnote: use an engine")
  }

  @Test(arguments: [("a=b", "a", "b"), ("a=", "a", ""), ("a=b=c", "a", "b=c")])
  func `an option is a key and a value`(_ text: String, _ key: String, _ value: String) {
    #expect(EngineOption(text) == EngineOption(key, value))
    #expect(EngineOption(key, value).description == text)
  }

  @Test(arguments: ["", "a", "=b"])
  func `what has no key is no option`(_ text: String) { #expect(EngineOption(text) == nil) }

  @Test func `an engine without options takes none`() throws {
    #expect(try registry.backend(named: "a", options: []).descriptor.name == "a@1")
    let error = #expect(throws: EngineOptionError.self) {
      try registry.backend(named: "a", options: [EngineOption("x", "y")])
    }
    #expect(error?.description == "engine a@1 takes no options, and so not \"x\"")
  }
}
