import Testing

struct ConsoleBlockTests {
  @Test func `A block is taken apart into commands, outputs and statuses`() {
    let document = Document(
      path: "README.md",
      text: """
        text
        ```console
        $ moat a \\
            --b
        one

        two

        $ moat c
        # exit 2
        $ make test
        ```
        ~~~sh
        $ not this
        ~~~
        """)
    let blocks = ConsoleBlock.all(in: document)
    #expect(blocks.map(\.testDescription) == ["README.md:3"])
    #expect(
      blocks[0].steps == [
        .init(command: "moat a \\\n    --b", output: ["one", "", "two"], line: 3),
        .init(command: "moat c", output: [], status: 2, line: 9),
        .init(command: "make test", output: [], line: 11),
      ])
    #expect(blocks[0].steps[1].lines == ["$ moat c", "# exit 2"])
  }

  @Test(arguments: [
    (["a", "b"], ["a", "b"], true), (["a"], ["a", "b"], false), (["a", "b"], ["a"], false), (["a  "], ["a"], true),
    (["…"], [], true), (["…"], ["a", "b"], true), (["a", "…"], ["a"], true),
    (["a", "…", "d"], ["a", "b", "c", "d"], true),
    (["…", "b", "…", "d"], ["b", "a", "b", "c", "d"], true), (["…", "b"], ["a", "b", "c"], false),
    (["…", "a", "b"], ["a", "a", "b"], true), (["…x"], ["yx"], false), ([], [], true), ([], ["a"], false),
  ])
  func `An ellipsis stands for any number of lines`(output: [String], printed: [String], isCovered: Bool) {
    #expect(ConsoleBlock.Step(command: "a", output: output, line: 1).covers(printed) == isCovered)
  }

  @Test func `Commands run in a copy of the root, one after the other`() throws {
    try Console.with { console in
      #expect(try console.run("echo a; echo b >&2; echo c; echo").lines == ["a", "b", "c"])
      #expect(try console.run("exit 3").status == 3)
      _ = try console.run("echo kept > made.txt")
      #expect(try console.run("cat made.txt; ls Package.swift").lines == ["kept", "Package.swift"])
      #expect(try console.run("echo $NO_COLOR $COLUMNS; command -v moat | tail -c 6").lines == ["1 100", "/moat"])
    }
  }
}
