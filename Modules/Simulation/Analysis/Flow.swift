internal import Reachability

/// A part of all packets of one class of the row's side: marks, traffic, and the classes of the other side.
struct Flow {
  var marks: Marks
  var traffic: TrafficPool.ID
  var classes: ClassSet
}

extension [Flow] {
  /// Adds a part, joined to one that differs in its classes only.
  mutating func join(_ flow: Flow) {
    for index in indices where self[index].marks == flow.marks && self[index].traffic == flow.traffic {
      self[index].classes.formUnion(flow.classes)
      return
    }
    append(flow)
  }

  /// Adds parts, each joined to one that differs in its classes only.
  mutating func join(_ flows: [Flow]) {
    if isEmpty {
      self = flows
    } else {
      for flow in flows { join(flow) }
    }
  }
}

/// Where a packet goes on: a chain, and the number of the rule in the program.
struct Frame: Hashable {
  var chain: ChainReference
  /// How many of the chain's rules are behind it.
  var rule: Int
}

/// A stage: what is left of a packet's way, run class by class of one side.
struct StageKey: Hashable {
  var side: Side
  var marks = Marks()
  /// The chains that it is in, outermost first.
  var frames: [Frame] = []
  /// The chains of the kernel that follow.
  var rest: ArraySlice<ChainReference>
  /// Whether the way must end within the last frame: it stands for whatever called it.
  var isClosed = false
}
