/// Writes the elements of an SVG picture (SVG 1.1).
struct SVGWriter {
  private(set) var text = ""
  private var open: [String] = []

  /// An element without content.
  mutating func element(_ name: String, _ attributes: [(String, String)]) {
    text += "<\(name)\(SVGWriter.words(attributes))/>\n"
  }

  mutating func begin(_ name: String, _ attributes: [(String, String)] = []) {
    text += "<\(name)\(SVGWriter.words(attributes))>\n"
    open.append(name)
  }

  mutating func end() { text += "</\(open.removeLast())>\n" }

  /// A line of text.
  mutating func words(_ words: String, _ attributes: [(String, String)]) {
    text += "<text\(SVGWriter.words(attributes))>\(SVGWriter.escaped(words))</text>\n"
  }

  /// An element that says something to those who do not see the picture.
  mutating func say(_ name: String, _ words: String) {
    text += "<\(name)>\(SVGWriter.escaped(words))</\(name)>\n"
  }

  /// Style rules.
  mutating func style(_ rules: String) { text += "<style>\n\(rules)</style>\n" }

  private static func words(_ attributes: [(String, String)]) -> String {
    attributes.reduce("") { $0 + " \($1.0)=\"\(escaped($1.1))\"" }
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(character)
      }
    }
  }

  /// A length to a hundredth.
  static func number(_ value: Double) -> String {
    let hundredths = Int64((value * 100).rounded())
    let sign = hundredths < 0 ? "-" : ""
    let (whole, rest) = (hundredths.magnitude / 100, hundredths.magnitude % 100)
    if rest == 0 { return "\(sign)\(whole)" }
    return rest % 10 == 0
      ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
