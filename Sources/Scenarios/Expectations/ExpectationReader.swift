import Simulator

/// Turns the values of `expect` into expectations.
struct ExpectationReader {
  let vocabulary: Vocabulary
  /// Names that windows and moments may use.
  let faultNames: [String]
  /// Who may hold a role.
  let agentNames: [String]
  var diagnostics: Diagnostics
  private(set) var expectations: [Expectation] = []

  init(
    vocabulary: Vocabulary, faultNames: [String], agentNames: [String], diagnostics: Diagnostics
  ) {
    self.vocabulary = vocabulary
    self.faultNames = faultNames
    self.agentNames = agentNames
    self.diagnostics = diagnostics
  }

  /// - Parameter written: the object as it stands in the file.
  mutating func read(_ values: Values, written: JSON5?) {
    for field in values.fields {
      do throws(Mistake) {
        guard let demand = try demand(field) else { continue }
        let value = written?[field.name]?.description ?? ""
        expectations.append(
          Expectation(
            text: "\(field.name): \(value)", position: field.keyPosition, demand: demand))
      } catch {
        diagnostics.add(field.keyPosition, error.message, error.suggestion)
      }
    }
  }

  private func demand(_ field: Values.Field) throws(Mistake) -> Expectation.Demand? {
    switch field.value {
    case .boolean(let value): return try flag(field.name, value)
    case .object(let values): return try reached(field.name, values)
    case .text(let text): return try bound(field.name, text)
    default: throw Mistake("no expectation")
    }
  }

  /// A check that must hold, or a measure that must be true or false.
  private func flag(_ name: String, _ value: Bool) throws(Mistake) -> Expectation.Demand? {
    if let check = vocabulary.checkNames.firstIndex(of: name) {
      if value { return .holds(check: check) }
      throw Mistake(
        "a check cannot be expected to fail like this", "write violates: \"\(name)\" at the top")
    }
    let flags = vocabulary.measures.indices.filter { vocabulary.measures[$0].form == .flag }
    if let measure = flags.first(where: { vocabulary.measures[$0].name == name }) {
      return .flag(measure: measure, value)
    }
    let known = vocabulary.checkNames + flags.map { vocabulary.measures[$0].name }
    throw Mistake(
      "'\(name)' is nothing that is true or false", Nearest.suggestion(for: name, among: known))
  }

  /// A milestone within a time.
  private func reached(_ name: String, _ values: Values) throws(Mistake) -> Expectation.Demand? {
    guard let milestone = vocabulary.milestoneNames.firstIndex(of: name) else {
      throw Mistake(
        "'\(name)' is no milestone of the protocol",
        Nearest.suggestion(for: name, among: vocabulary.milestoneNames))
    }
    guard let within = values["within"]?.duration else { return nil }
    let moments = try MomentText.read(values, among: faultNames)
    return .reached(milestone: milestone, within: within, since: moments)
  }

  func fault(_ name: String) throws(Mistake) -> String {
    try MomentText.fault(name, among: faultNames)
  }
}
