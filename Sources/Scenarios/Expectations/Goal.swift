/// What is to be had as small or as great as can be, and what must hold meanwhile.
///
/// `minimise commit latency p99 after where unavailable max < 1s and completed > 100`: a measure with its
/// statistic and its window as expectations name them, and behind `where` expectations, which stand beside
/// those of the file.
public struct Goal: Hashable, Sendable {
  /// Whether less is better.
  public let isLess: Bool
  /// The measure with its statistic and its window, as it was written.
  public let subject: String
  /// What must hold besides, as settings of the file: `expect.unavailable max` is `< 1s`.
  public let conditions: [Choice]

  /// Why a text is no goal.
  public struct Mistake: Error, Hashable, Sendable {
    /// What is wrong.
    public let message: String
    /// What was meant, if that can be told.
    public let suggestion: String?

    /// What is wrong, and what was meant.
    public init(message: String, suggestion: String?) {
      self.message = message
      self.suggestion = suggestion
    }
  }

  /// What a scenario has of a subject.
  public struct Place: Hashable, Sendable {
    /// The measure's place in the vocabulary.
    public let measure: Int
    /// Of samples; else `total`.
    public let statistic: Statistic
    /// The part of the run.
    public let window: Expectation.Window
  }

  private static var verbs: [(word: String, isLess: Bool)] {
    [("minimise", true), ("maximise", false), ("minimize", true), ("maximize", false)]
  }

  /// Reads a goal, whose subject has no meaning yet.
  public init(text: String) throws(Mistake) {
    let words = text.split(separator: " ").map { String($0) }
    guard let first = words.first, let verb = Goal.verbs.first(where: { $0.word == first }) else {
      throw Mistake(
        message: "'\(text)' begins with neither 'minimise' nor 'maximise'",
        suggestion: "such as 'minimise commit latency p99 where unavailable max < 1s'")
    }
    isLess = verb.isLess
    let rest = words.dropFirst()
    let subject = rest.prefix { $0 != "where" }
    guard !subject.isEmpty else {
      throw Mistake(
        message: "'\(text)' names no measure", suggestion: "such as '\(first) commit latency p99'")
    }
    self.subject = Goal.joined(subject)
    var conditions: [Choice] = []
    if subject.count < rest.count {
      for part in rest.dropFirst(subject.count + 1).split(
        separator: "and", omittingEmptySubsequences: false)
      {
        conditions.append(try Goal.condition(Goal.joined(part), text))
      }
    }
    self.conditions = conditions
  }

  /// `unavailable max < 1s`, or `linearizable`, which must be true.
  private static func condition(_ text: String, _ whole: String) throws(Mistake) -> Choice {
    let bytes = Array(text.utf8)
    let signs = Array("<>=!".utf8)
    let end = bytes.firstIndex { signs.contains($0) } ?? bytes.count
    let name = trimmed(bytes[..<end])
    guard !name.isEmpty else {
      throw Mistake(
        message: "'\(whole)' has nothing to hold behind 'where' or 'and'",
        suggestion: "such as 'where unavailable max < 1s'")
    }
    let bound = String(decoding: bytes[end...], as: UTF8.self)
    return Choice(path: "expect.\(name)", value: bound.isEmpty ? "true" : bound)
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func joined(_ words: ArraySlice<String>) -> String {
    var text = ""
    for word in words { text += text.isEmpty ? word : " \(word)" }
    return text
  }

  /// The measure that the subject names in a scenario.
  ///
  /// - Parameter faultNames: what windows may be during.
  public func place(in scenario: Scenario, faultNames: [String]) throws(Mistake) -> Place {
    let reader = ExpectationReader(
      vocabulary: scenario.vocabulary, faultNames: faultNames, agentNames: [],
      diagnostics: Diagnostics(file: scenario.file))
    do throws(Scenarios.Mistake) {
      return try reader.place(subject)
    } catch {
      throw Mistake(message: error.message, suggestion: error.suggestion)
    }
  }
}
