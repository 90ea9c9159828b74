import Scenarios

/// The agents of a trace, as it names them itself.
enum TraceNames {
  /// Which of the agents a name was probably meant to be.
  static func suggestion(_ name: String, _ names: [[UInt8]]) -> String? {
    Nearest.suggestion(for: name, among: names.map { String(decoding: $0, as: UTF8.self) })
  }

  /// A text in which agents are called `n1`, `n2` and so on, with their own names instead.
  static func named(_ text: String, _ names: [[UInt8]]) -> String {
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count {
      var end = place + 1
      var number = 0
      while end < bytes.count, bytes[end] >= 0x30, bytes[end] <= 0x39, end < place + 6 {
        number = number * 10 + Int(bytes[end] - 0x30)
        end += 1
      }
      let begins = place == 0 || !isWord(bytes[place - 1])
      let ends = end == bytes.count || !isWord(bytes[end])
      if bytes[place] == UInt8(ascii: "n"), end > place + 1, begins, ends, number > 0,
        number <= names.count
      {
        result += names[number - 1]
        place = end
      } else {
        result.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }
}
