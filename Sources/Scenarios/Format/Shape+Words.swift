import Simulator

extension Shape {
  /// What the shape takes, in words with an article and an example: for messages and documentation.
  public var summary: String {
    switch self {
    case .boolean: return "true or false"
    case .integer(let range): return "a whole number\(Shape.bounds(range))"
    case .text: return "a text"
    case .word(let words): return Shape.choice(words)
    case .duration: return "a duration such as \"150ms\""
    case .durationRange: return "a duration or a range such as \"150ms..300ms\""
    case .delay: return "a delay such as \"5ms\", \"1ms..5ms\" or \"normal 5ms ± 1ms\""
    case .chance: return "a chance such as 0.01 or \"1%\""
    case .rate: return "a rate such as \"200/s\""
    case .bandwidth: return "a bandwidth such as \"10MB/s\""
    case .factor: return "a positive number such as 10 or 2.5"
    case .partsPerMillion: return "parts per million such as \"200ppm\" or \"-50ppm..50ppm\""
    case .seeds: return "seeds such as \"1..10000\" or [1, 7, \"20..30\"]"
    case .targets: return "targets such as \"leader\", 3 or [\"leader\", \"any follower\"]"
    case .list(let element, let count):
      return "a list\(Shape.bounds(count)), each \(element.summary)"
    case .object(let keys): return "an object { \(Shape.names(keys)) }"
    case .map(let element, let names): return "an object from \(names) to \(element.summary)"
    case .either(let one, let other): return "\(one.summary), or \(other.summary)"
    case .anything: return "a value"
    }
  }

  /// Whether a value of this JSON kind may be of the shape.
  func accepts(_ json: JSON5) -> Bool {
    switch (self, json.content) {
    case (.either(let one, let other), _): one.accepts(json) || other.accepts(json)
    case (.anything, _), (.boolean, .boolean), (.integer, .number), (.factor, .number): true
    case (.text, .text), (.word, .text), (.duration, .text), (.durationRange, .text): true
    case (.delay, .text), (.delay, .object), (.chance, .number), (.chance, .text): true
    case (.rate, .text), (.bandwidth, .text), (.partsPerMillion, .text): true
    case (.seeds, .text), (.seeds, .number), (.seeds, .list): true
    case (.targets, .text), (.targets, .number), (.targets, .list): true
    case (.list, .list), (.object, .object), (.map, .object): true
    default: false
    }
  }

  private static func bounds(_ range: ClosedRange<Int64>) -> String {
    if range.upperBound == .max {
      return range.lowerBound == .min ? "" : " of at least \(range.lowerBound)"
    }
    return " from \(range.lowerBound) to \(range.upperBound)"
  }

  private static func bounds(_ range: ClosedRange<Int>) -> String {
    if range.lowerBound == range.upperBound { return " of \(range.lowerBound)" }
    return range.lowerBound > 0 ? " of at least \(range.lowerBound)" : ""
  }

  private static func choice(_ words: [String]) -> String {
    var text = ""
    for (index, word) in words.enumerated() {
      text += index == 0 ? "" : index == words.count - 1 ? " or " : ", "
      text += "\"\(word)\""
    }
    return words.isEmpty ? "nothing: there is none" : text
  }

  private static func names(_ keys: [Key]) -> String {
    var text = ""
    for key in keys.prefix(6) { text += text.isEmpty ? key.name : ", \(key.name)" }
    return keys.count > 6 ? text + ", …" : text
  }
}
