/// The number of insertions, deletions, replacements and swaps of neighbours between two texts; `limit` + 1 if more.
public func editDistance(_ left: String, _ right: String, limit: Int) -> Int {
  let (left, right) = (Array(left.utf8), Array(right.utf8))
  guard abs(left.count - right.count) <= limit else { return limit + 1 }
  var before: [Int] = []
  var previous = Array(0...right.count)
  for row in left.indices {
    var current = [row + 1]
    for column in right.indices {
      let isSame = left[row] == right[column]
      var cost = min(previous[column] + (isSame ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        cost = min(cost, before[column - 1] + 1)
      }
      current.append(cost)
    }
    (before, previous) = (previous, current)
  }
  return min(previous[right.count], limit + 1)
}
