import Scenarios

/// Text on its way to a terminal, or to a file that is read line by line.
///
/// Only the program's own words break a line or are obeyed by a terminal. A literal stands as it is;
/// every text that is put into one, and every line that is added, is shown on one line, its hidden
/// characters by their numbers (`VisibleText`). So a name with a line break forges no line, and there is
/// no way for a text to a console but through here:
///
///     let output: OutputText = "removed \(path)\n"
public struct OutputText: Sendable {
  /// What is printed.
  public private(set) var text: String

  private init(shown text: String) { self.text = text }

  /// Nothing yet.
  public init() { text = "" }

  /// Lines, each with its end.
  public init(lines: [String]) {
    text = ""
    for line in lines { add(line: line) }
  }

  /// JSON, which escapes by rules of its own, with an end of line.
  public init(json: JSONWriter) { text = json.text + "\n" }

  /// A part of a larger text of JSON, without an end of line.
  init(part json: JSONWriter) { text = json.text }

  /// A page for a browser, which escapes by rules of its own; never for a terminal.
  init(html: String) { text = html }

  /// A page of the program's own words, such as its help: it breaks lines where it does.
  public init(page: String) {
    text = ""
    var line = ""
    for scalar in page.unicodeScalars {
      if scalar == "\n" {
        add(line: line)
        line = ""
      } else {
        line.unicodeScalars.append(scalar)
      }
    }
    text += VisibleText.line(line)
  }

  /// A line of a page as a terminal takes it, with its colours and its end.
  init(_ line: PageLine, _ look: Look) { text = line.text(look) + "\n" }

  /// Whether there is nothing to print.
  public var isEmpty: Bool { text.isEmpty }

  /// Adds a line and its end.
  public mutating func add(line: String) {
    text += VisibleText.line(line)
    text += "\n"
  }

  /// Adds what is ready to be printed.
  public static func += (left: inout OutputText, right: OutputText) { left.text += right.text }

  /// One behind the other.
  public static func + (left: OutputText, right: OutputText) -> OutputText {
    OutputText(shown: left.text + right.text)
  }

  /// Pages, parted by an empty line.
  public static func joined(_ pages: [OutputText]) -> OutputText {
    var joined = OutputText()
    for page in pages {
      if !joined.isEmpty { joined += "\n" }
      joined += page
    }
    return joined
  }
}

extension OutputText: ExpressibleByStringInterpolation {
  /// The literal as it is.
  public init(stringLiteral text: String) { self.init(shown: text) }

  /// What the parts have made of a literal and the values in it.
  public init(stringInterpolation parts: Parts) { self.init(shown: parts.text) }

  /// Literals as they are, and what stands between them on one line.
  public struct Parts: StringInterpolationProtocol {
    fileprivate var text = ""

    /// Empty; the numbers are hints of what is to come.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Adds the program's own words.
    public mutating func appendLiteral(_ literal: String) { text += literal }

    /// Adds a value on one line, its hidden characters shown.
    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      text += VisibleText.line(value.description)
    }
  }
}
