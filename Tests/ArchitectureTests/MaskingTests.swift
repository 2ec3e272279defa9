import Testing

struct MaskingTests {
  @Test(arguments: [
    ("a // b", "a     "),
    ("a /* b /* c */ d */ e", "a                   e"),
    (#"a "b" c"#, #"a " " c"#),
    (#"a "\"b" c"#, #"a "   " c"#),
    (##"a #"\"# c"##, ##"a #" "# c"##),
    (#"a "\(b + "}" + c(d))" e"#, #"a "                 " e"#),
    ("a \"\"\"\nb \"c\"\n\"\"\" d", "a \"  \n     \n  \" d"),
    ("func `a { b`() {}", "func _______() {}"),
    (#"a "" b"#, #"a "" b"#),
  ])
  func `Comments and strings are blanked, code is kept`(text: String, expected: String) {
    #expect(String(decoding: Masking.mask(Array(text.utf8)), as: UTF8.self) == expected)
  }
}
