public import Simulator

/// Settings of list elements that must be said, and factors.
extension Section {
  /// An agent that must be named, which files count from 1.
  public mutating func requiredAgent(_ name: String, _ value: inout AgentID, about: String) {
    let read = declare(name, .integer(1...200_000), .required, about, nil, nil)
    guard let number = read?.integer else { return }
    checkAgent(name, number)
    value = AgentID(Int(number) - 1)
  }

  /// One of an enumeration's words, which must be said.
  public mutating func requiredWord<W: Word>(_ name: String, _ value: inout W, about: String) {
    let read = declare(name, .word(W.words), .required, about, nil, nil)
    if let word = read?.text.flatMap({ W(word: $0) }) { value = word }
  }

  /// A text of the author's own, such as a name, which must be said and not be empty.
  public mutating func requiredText(_ name: String, _ value: inout String, about: String) {
    guard let text = declare(name, .text, .required, about, nil, nil)?.text else { return }
    if text.isEmpty { complain(name, "an empty text names nothing", "give it a name") }
    value = text
  }

  /// A text of the author's own, which may be left out.
  public mutating func text(
    _ name: String, _ value: inout String?, when condition: Condition? = nil, about: String,
    example: String? = nil
  ) {
    let read = declare(name, .text, .optional, about, example, condition)
    if let text = read?.text { value = text }
  }

  /// A positive decimal number, kept in thousandths.
  public mutating func factor(
    _ name: String, _ value: inout Int64, when condition: Condition? = nil, about: String
  ) {
    let standard = DurationText.decimal(value, 1000)
    let read = declare(name, .factor, .standard(standard), about, nil, condition)
    if let factor = read?.factor { value = factor }
  }
}
