import Testing

@testable import AzureNPM

@Suite struct NamingTests {
  @Test(arguments: [
    ("x/deny", Naming.sha256, "705x5lu4ys"), ("x/p1", .fnv, "1440458251"),
  ])
  func `chain suffixes are the engine's`(_ key: String, _ naming: Naming, _ suffix: String) {
    #expect(naming.chainSuffix(key) == suffix)
  }

  @Test(arguments: [
    ("ns-x", Naming.sha256, "azure-npm-5ceop0zrwrj56cyuiub5"),
    ("nslabel-all-namespaces", .sha256, "azure-npm-gcmk2hdba149zrugxkm4"),
    ("ns-x", .fnv, "azure-npm-2854688459"),
  ])
  func `set names are the engine's`(_ prefixed: String, _ naming: Naming, _ name: String) {
    #expect(naming.setName(Array(prefixed.utf8)) == name)
  }
}
