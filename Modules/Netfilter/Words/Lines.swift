/// Calls `body` with the number, from 1, and the place of each line of `text`; a line feed at the end opens no line.
func forEachLine(
  of text: [UInt8], _ body: (Int, Range<Int>) throws(NetfilterError) -> Void
) throws(NetfilterError) {
  var start = 0
  var number = 1
  while start < text.count {
    var end = start
    text.withUnsafeBufferPointer { while end < $0.count, $0[end] != 10 { end += 1 } }
    try body(number, start..<end)
    start = end + 1
    number += 1
  }
}
