/// The fields of what a client can be made to ask for while they are declared: described, or read.
///
/// Each method takes the field's name, where the value goes, and one sentence on what it means.
public struct AskForm {
  /// The fields described so far.
  public private(set) var fields: [AskField] = []
  /// What is read, or nil while the fields are described.
  private let given: Fields?
  private var takenCount = 0
  private var isWrong = false

  init(reading given: Fields?) { self.given = given }

  /// Whether every field that was given is known and of its shape, and none is missing.
  var isRead: Bool { !isWrong && takenCount == given?.items.count ?? 0 }

  private mutating func take(
    _ name: String, _ shape: AskField.Shape, _ presence: AskField.Presence, _ about: String
  ) -> FieldValue? {
    guard let given else {
      fields.append(AskField(name: name, shape: shape, presence: presence, about: about))
      return nil
    }
    guard let value = given[name] else {
      if presence == .required { isWrong = true }
      return nil
    }
    takenCount += 1
    return value
  }

  private mutating func takeInteger(
    _ name: String, _ range: ClosedRange<Int64>, _ presence: AskField.Presence, _ about: String
  ) -> Int64? {
    guard let found = take(name, .integer(range), presence, about) else { return nil }
    if case .integer(let number) = found, range.contains(number) { return number }
    isWrong = true
    return nil
  }

  private mutating func takeAgent(
    _ name: String, _ presence: AskField.Presence, _ about: String
  ) -> AgentID? {
    guard let found = take(name, .agent, presence, about) else { return nil }
    if case .agent(let agent) = found, agent.index >= 0 { return agent }
    isWrong = true
    return nil
  }

  private mutating func takeWord<W: Word>(
    _ name: String, _ presence: AskField.Presence, _ about: String
  ) -> W? {
    guard let found = take(name, .word(W.words), presence, about) else { return nil }
    if case .text(let text) = found, let word = W(word: text) { return word }
    isWrong = true
    return nil
  }
}

extension AskForm {
  /// A whole number within a range.
  public mutating func integer<I: FixedWidthInteger>(
    _ name: String, _ value: inout I, _ range: ClosedRange<Int64>, about: String
  ) {
    let standard = FieldValue.integer(Int64(truncatingIfNeeded: value))
    guard let read = takeInteger(name, range, .standard(standard), about) else { return }
    value = I(truncatingIfNeeded: read)
  }

  /// A whole number that may be left out.
  public mutating func integer<I: FixedWidthInteger>(
    _ name: String, _ value: inout I?, _ range: ClosedRange<Int64>, about: String
  ) {
    guard let read = takeInteger(name, range, .optional, about) else { return }
    value = I(truncatingIfNeeded: read)
  }

  /// Whole numbers within a range; none if they are left out.
  public mutating func integers(
    _ name: String, _ values: inout [Int64], _ range: ClosedRange<Int64>, upTo limit: Int,
    about: String
  ) {
    let shape = AskField.Shape.integers(range, upTo: limit)
    guard let found = take(name, shape, .standard(.list([])), about) else { return }
    guard case .list(let items) = found, items.count <= limit else {
      isWrong = true
      return
    }
    values = []
    for item in items {
      guard case .integer(let number) = item, range.contains(number) else {
        isWrong = true
        return
      }
      values.append(number)
    }
  }

  /// An agent.
  public mutating func agent(_ name: String, _ value: inout AgentID, about: String) {
    if let agent = takeAgent(name, .standard(.agent(value)), about) { value = agent }
  }

  /// An agent that must be named.
  public mutating func requiredAgent(_ name: String, _ value: inout AgentID, about: String) {
    if let agent = takeAgent(name, .required, about) { value = agent }
  }

  /// One of an enumeration's words, or none.
  public mutating func word<W: Word>(_ name: String, _ value: inout W?, about: String) {
    if let word: W = takeWord(name, .optional, about) { value = word }
  }

  /// One of an enumeration's words, which must be said.
  public mutating func requiredWord<W: Word>(_ name: String, _ value: inout W, about: String) {
    if let word: W = takeWord(name, .required, about) { value = word }
  }

  /// What clients of one part of a protocol can be made to ask for; nil if it is left out.
  public mutating func part<A: Askable>(_ name: String, _ value: inout A?, about: String) {
    if given == nil {
      _ = take(name, .part(A.fields), .optional, about)
      return
    }
    guard let found = take(name, .part([]), .optional, about) else { return }
    guard case .composite(let inner) = found, let part = A(inner) else {
      isWrong = true
      return
    }
    value = part
  }
}
