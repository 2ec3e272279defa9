import PolicyModel
import Testing

struct LabelSelectorTests {
  private static let (app, env, web, db, table): (Symbol, Symbol, Symbol, Symbol, SymbolTable) = {
    var table = SymbolTable()
    return (table.intern("app"), table.intern("env"), table.intern("web"), table.intern("db"), table)
  }()

  /// The states that the label `app` can be in.
  private static let unlabelled = LabelSet.empty
  private static let labelledEmpty = LabelSet(sorted: [Label(app, .empty)])
  private static let labelledWeb = LabelSet(sorted: [Label(app, web)])
  private static let labelledDB = LabelSet(sorted: [Label(app, db), Label(env, web)])

  /// Rows: the operator with its values. Columns: no label, an empty value, `web`, `db`.
  @Test(arguments: [
    (LabelRequirement(app, .isIn, [web]), [false, false, true, false]),
    (LabelRequirement(app, .isIn, [web, db]), [false, false, true, true]),
    (LabelRequirement(app, .isIn, [.empty]), [false, true, false, false]),
    (LabelRequirement(app, .isIn, []), [false, false, false, false]),
    (LabelRequirement(app, .notIn, [web]), [true, true, false, true]),
    (LabelRequirement(app, .notIn, [web, db]), [true, true, false, false]),
    (LabelRequirement(app, .notIn, [.empty]), [true, false, true, true]),
    (LabelRequirement(app, .notIn, []), [true, true, true, true]),
    (LabelRequirement(app, .exists), [false, true, true, true]),
    (LabelRequirement(app, .doesNotExist), [true, false, false, false]),
    (LabelRequirement(env, .exists), [false, false, false, true]),
    (LabelRequirement(env, .notIn, [web]), [true, true, true, false]),
  ])
  func `A requirement has its truth table`(requirement: LabelRequirement, expected: [Bool]) {
    let states = [Self.unlabelled, Self.labelledEmpty, Self.labelledWeb, Self.labelledDB]
    #expect(states.map(requirement.matches) == expected)
    #expect(states.map(LabelSelector(matchExpressions: [requirement]).matches) == expected)
  }

  @Test func `An empty selector selects everything`() {
    #expect(LabelSelector().isEmpty)
    #expect(LabelSelector().matches(.empty))
    #expect(LabelSelector().matches(Self.labelledDB))
    #expect(!LabelSelector(matchLabels: [Label(Self.app, Self.web)]).isEmpty)
    #expect(!LabelSelector(matchExpressions: [LabelRequirement(Self.app, .exists)]).isEmpty)
  }

  @Test(arguments: [
    ([Label(app, web)], false), ([Label(app, db)], true), ([Label(app, db), Label(env, web)], true),
    ([Label(app, db), Label(env, db)], false), ([Label(web, app)], false),
  ])
  func `Every label must be there with its value`(labels: [Label], isSelected: Bool) {
    #expect(LabelSelector(matchLabels: labels).matches(Self.labelledDB) == isSelected)
  }

  @Test func `Labels and expressions must all hold`() {
    let selector = LabelSelector(
      matchLabels: [Label(Self.app, Self.db)],
      matchExpressions: [LabelRequirement(Self.env, .isIn, [Self.web]), LabelRequirement(Self.web, .doesNotExist)])
    #expect(selector.matches(Self.labelledDB))
    #expect(!selector.matches(LabelSet(sorted: [Label(Self.app, Self.db)])))
    #expect(!selector.matches(LabelSet(sorted: [Label(Self.app, Self.web), Label(Self.env, Self.web)])))
  }

  @Test func `A label set finds values by key`() {
    #expect(Self.labelledDB.value(of: Self.env) == Self.web)
    #expect(Self.labelledDB.value(of: Self.db) == nil)
    #expect(Self.labelledDB.contains(Label(Self.app, Self.db)))
    #expect(!Self.labelledDB.contains(Label(Self.app, Self.web)))
  }

  @Test func `Operators have the API's words`() {
    #expect(LabelRequirement.Operator.allCases.map(\.rawValue) == ["In", "NotIn", "Exists", "DoesNotExist"])
  }
}
