internal import Traffic

/// What the process that holds a lab is asked and answers: a word, and lines.
struct LabMessage {
  var word: String
  var lines: [String] = []

  init(_ word: String, _ lines: [String] = []) { (self.word, self.lines) = (word, lines) }

  init(_ bytes: [UInt8]) {
    let all = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    self.init(all.first ?? "", Array(all.dropFirst()))
  }

  var bytes: [UInt8] { Array(([word] + lines).joined(separator: "\n").utf8) }
}

extension Probe {
  var line: String { "\(from) \(source) \(target) \(ipProtocol.rawValue) \(port)" }

  init?(_ line: String) {
    let words = line.split(separator: " ")
    guard words.count == 5, let from = Int(words[0]), let source = IPAddress(words[1]),
      let target = IPAddress(words[2]), let number = UInt8(words[3]), let port = UInt16(words[4])
    else { return nil }
    self.init(from: from, source: source, target: target, IPProtocol(rawValue: number), port: port)
  }
}

extension ListeningPort {
  var line: String { "\(place) \(ipProtocol.rawValue) \(port)" }

  init?(_ line: String) {
    let words = line.split(separator: " ")
    guard words.count == 3, let place = Int(words[0]), let number = UInt8(words[1]), let port = UInt16(words[2]) else {
      return nil
    }
    self.init(place: place, IPProtocol(rawValue: number), port)
  }
}
