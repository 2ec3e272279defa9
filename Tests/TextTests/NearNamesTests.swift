import Testing
import Text

@Suite struct NearNamesTests {
  private let names = ["shop/web", "shop/db", "blog/web", "node/aks-1", "node/aks-2"]

  @Test(arguments: [
    ("shop/wbe", ["shop/web", "shop/db"]), ("SHOP/Web", ["shop/web", "shop/db"]),
    ("node/aks3", ["node/aks-1", "node/aks-2"]),
    ("x", []), ("", []), ("shop/something", []),
  ])
  func `near is what differs in case or in at most two letters, the nearest first`(_ text: String, _ near: [String]) {
    #expect(NearNames(to: text, among: names).names == near)
  }

  @Test func `what is alike by other means comes last, and three are enough`() {
    #expect(
      NearNames(to: "shop/wbe", among: names) { $0.hasSuffix("/web") }.names == ["shop/web", "shop/db", "blog/web"])
    #expect(NearNames(to: "x", among: names) { _ in true }.names == ["blog/web", "node/aks-1", "node/aks-2"])
  }

  @Test(arguments: [
    ([], nil), (["a"], "did you mean a?"), (["a", "b"], "did you mean a or b?"),
    (["a", "b", "c"], "did you mean a, b or c?"),
  ])
  func `the question names all of them`(_ names: [String], _ question: String?) {
    #expect(NearNames(to: "", among: names) { _ in true }.question == question)
  }
}
