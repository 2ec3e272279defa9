internal import Reachability

extension RowRun {
  /// Takes out of `live` what a rule matches and gives it.
  mutating func split(_ live: inout [Flow], by rule: FlatRule, _ builder: inout StageBuilder) -> [Flow] {
    let traffic = traffic(of: rule, &builder)
    if traffic == TrafficPool.nothing { return [] }
    let tests = rule.tests(side.other)
    var matched: [Flow] = []
    var kept: [Flow] = []
    for flow in live {
      let common = builder.store.traffic.intersection(flow.traffic, traffic)
      guard common != TrafficPool.nothing, passes(flow.marks, rule, builder),
        let inside = tests < 0 ? flow.classes : flow.classes.intersection(builder.classes.passing[Int(tests)])
      else {
        kept.append(flow)
        continue
      }
      if tests >= 0, let outside = flow.classes.subtracting(builder.classes.passing[Int(tests)]) {
        kept.append(Flow(marks: flow.marks, traffic: flow.traffic, classes: outside))
      }
      let others = builder.store.traffic.subtraction(flow.traffic, common)
      if others != TrafficPool.nothing { kept.append(Flow(marks: flow.marks, traffic: others, classes: inside)) }
      matched.append(Flow(marks: flow.marks, traffic: common, classes: inside))
    }
    if rule.ports.isEmpty || matched.isEmpty {
      if !matched.isEmpty { live = kept }
      return matched
    }
    matched = splitByPorts(matched, rule, &kept, &builder)
    live = kept
    return matched
  }

  private func passes(_ marks: Marks, _ rule: FlatRule, _ builder: borrowing StageBuilder) -> Bool {
    for number in rule.marks {
      let test = builder.program.markTests[number]
      if (marks.packet & test.mask == test.value) == test.negated { return false }
    }
    return true
  }

  /// What the rule matches of the row's own class: its traffic, and what sets give the class.
  private mutating func traffic(of rule: FlatRule, _ builder: inout StageBuilder) -> TrafficPool.ID {
    var traffic = rule.traffic
    for number in rule.ports {
      let test = builder.program.portTests[number]
      guard test.side == side else { continue }
      let own = builder.classes.ports[Int(test.set)][rowClass]
      steps.append(RowMemo.Step(question: .ports(test.set), answer: own))
      traffic =
        test.negated
        ? builder.store.traffic.subtraction(traffic, own) : builder.store.traffic.intersection(traffic, own)
    }
    return traffic
  }

  /// Tests the ports that sets give the classes of the other side.
  private func splitByPorts(
    _ flows: [Flow], _ rule: FlatRule, _ kept: inout [Flow], _ builder: inout StageBuilder
  ) -> [Flow] {
    var matched = flows
    for number in rule.ports {
      let test = builder.program.portTests[number]
      guard test.side != side else { continue }
      var next: [Flow] = []
      for flow in matched {
        if test.negated {
          split(flow, test, in: &kept, out: &next, &builder)
        } else {
          split(flow, test, in: &next, out: &kept, &builder)
        }
      }
      matched = next
    }
    return matched
  }

  /// Parts what is in a set from what is not.
  private func split(
    _ flow: Flow, _ test: PortTest, in inside: inout [Flow], out outside: inout [Flow], _ builder: inout StageBuilder
  ) {
    var left: ClassSet? = flow.classes
    for group in builder.classes.portGroups[Int(test.set)] {
      guard let classes = left?.intersection(group.classes) else { continue }
      left = left?.subtracting(classes)
      let common = builder.store.traffic.intersection(flow.traffic, group.traffic)
      let others = builder.store.traffic.subtraction(flow.traffic, group.traffic)
      if common != TrafficPool.nothing { inside.append(Flow(marks: flow.marks, traffic: common, classes: classes)) }
      if others != TrafficPool.nothing { outside.append(Flow(marks: flow.marks, traffic: others, classes: classes)) }
    }
    if let left { outside.append(Flow(marks: flow.marks, traffic: flow.traffic, classes: left)) }
  }
}
