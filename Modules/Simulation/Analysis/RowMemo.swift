internal import Reachability

/// Remembers by which answers a row was made, so that a class with the same answers gets the same row.
///
/// A tree: each question follows from the answers before it.
struct RowMemo {
  /// What a row asks of its class.
  enum Question: Hashable {
    /// Which rules of a chain, taken from its index.
    case rules(Int32)
    /// Whether the class passes a list of tests.
    case passes(Int32)
    /// Which ports a set gives it.
    case ports(Int32)
    /// Which chain a slot is for it.
    case chain(Int32)
  }

  /// A question with its answer.
  struct Step {
    var question: Question
    var answer: Int32
  }

  private struct Node {
    var question: Question?
    /// The class whose row ends here.
    var row: Int32 = -1
  }

  private struct Edge: Hashable {
    var node: Int32
    var answer: Int32
  }

  private var nodes = [Node()]
  private var edges: [Edge: Int32] = [:]

  /// The earlier class that gave the answers that `answer` gives; `nil` if there was none.
  func row(answer: (Question) -> Int32) -> Int? {
    var node: Int32 = 0
    while let question = nodes[Int(node)].question {
      guard let next = edges[Edge(node: node, answer: answer(question))] else { return nil }
      node = next
    }
    let row = nodes[Int(node)].row
    return row < 0 ? nil : Int(row)
  }

  /// Remembers what a class was asked.
  mutating func add(_ steps: [Step], row: Int) {
    var node: Int32 = 0
    for step in steps {
      nodes[Int(node)].question = step.question
      let edge = Edge(node: node, answer: step.answer)
      if let next = edges[edge] {
        node = next
        continue
      }
      edges[edge] = Int32(nodes.count)
      node = Int32(nodes.count)
      nodes.append(Node())
    }
    nodes[Int(node)].row = Int32(row)
  }
}
