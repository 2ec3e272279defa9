import Support
import Testing

struct LineDifferenceTests {
  @Test func `Equal texts have no difference`() {
    #expect(LineDifference(expected: "a\nb\n", printed: "a\nb\n").isEmpty)
  }

  @Test func `Differences stand side by side with two lines around them`() {
    let expected = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    var printed = expected
    printed[3] = "FOUR"
    printed.append("eleven")
    let table = LineDifference(expected: expected, printed: printed, width: 8)
    #expect(
      table.description == """
              expected | printed
            2 two      | two
            3 three    | three
            4 four     <
                       > FOUR
            5 five     | five
            6 six      | six
            ⋮
            9 nine     | nine
           10 ten      | ten
                       > eleven
        """)
  }

  @Test func `Long lines are cut and long tables end`() {
    let table = LineDifference(
      expected: [String(repeating: "x", count: 50)], printed: (0..<200).map(String.init), width: 10)
    let lines = table.description.split(separator: "\n")
    #expect(lines.contains { $0.contains("xxxxxxxxx…") })
    #expect(lines.last == "  … and 121 more rows")
  }
}
