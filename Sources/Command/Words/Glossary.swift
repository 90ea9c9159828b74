import Experiments
import Scenarios

/// What the words of scenario files mean.
struct Glossary {
  private let program: Program
  private let vocabularies: [Vocabulary]

  init(_ program: Program) {
    self.program = program
    vocabularies = program.registry.vocabularies
  }

  /// Every meaning of a word, as paragraphs; empty if it has none.
  func meanings(of word: String) -> [String] {
    var meanings = general(word)
    for vocabulary in vocabularies {
      if vocabulary.name == word { meanings.append(Description.text(of: vocabulary)) }
      meanings += names(word, vocabulary)
    }
    var seen: Set<String> = []
    return (meanings + keys(word)).filter { seen.insert($0).inserted }
  }

  /// Meanings that are no protocol's own.
  private func general(_ word: String) -> [String] {
    switch word {
    case "target", "targets": [TargetForm.page(vocabularies)]
    case "delay", "delays": [DelayForm.page]
    case "json", "JSON": [JSONWords.page(program)]
    default: (FieldWords.meaning(of: word).map { [$0] } ?? []) + forms(word)
    }
  }

  /// A target or a kind of delay by its own words.
  private func forms(_ word: String) -> [String] {
    // What a role is, the protocol says.
    let isRole = vocabularies.contains { $0.roleNames.contains(word) }
    let targets = isRole ? [] : TargetForm.all(vocabularies).filter { $0.form == word }
    return targets.map { "a target: \($0.about); see 'targets' for others\n" }
      + DelayForm.all.filter { $0.kind == word }.map {
        "a kind of delay: \($0.about); see 'delay' for others\n  such as  \($0.form)\n"
      }
  }

  /// All words that have a meaning.
  var words: [String] {
    var words = ["targets", "delay", "json"] + FieldWords.all.map { $0.word }
    words += TargetForm.all(vocabularies).map { $0.form } + DelayForm.all.compactMap { $0.kind }
    for vocabulary in vocabularies {
      words.append(vocabulary.name)
      words += vocabulary.checkNames
      words += vocabulary.allMeasures.map { $0.name }
      words += vocabulary.milestoneNames
      words += vocabulary.roleNames
      words += vocabulary.orderNames
      words += vocabulary.messageNames
      words += vocabulary.mutantNames
      for place in KeyPlace.all(vocabulary, among: vocabularies) {
        words += [place.path, place.key.name]
      }
    }
    return words
  }

  private func names(_ word: String, _ vocabulary: Vocabulary) -> [String] {
    var meanings: [String] = []
    let owner = vocabulary.name
    for measure in vocabulary.allMeasures where measure.name == word {
      meanings.append(Glossary.text(measure, owner))
    }
    if vocabulary.checkNames.contains(word) {
      meanings.append(
        """
        a check of \(owner), made in every run: what must never be violated
          must have been made  expect: { "\(word)": true }
          must be violated     violates: "\(word)"

        """)
    }
    if vocabulary.milestoneNames.contains(word) {
      meanings.append(
        """
        a milestone of \(owner): something that happens in a run
          a fault that waits for it  { after: "\(word)", crash: "any" }
          within a time              expect: { "\(word)": { within: "2s", of: "start" } }

        """)
    }
    if vocabulary.roleNames.contains(word) {
      meanings.append(
        "a role of \(owner), which faults may name: { at: \"5s\", crash: \"\(word)\" }\n")
    }
    if vocabulary.orderNames.contains(word) {
      meanings.append(
        "an order of \(owner), which faults may give: { at: \"5s\", order: { of: \"any\", to: \"\(word)\" } }\n"
      )
    }
    if vocabulary.messageNames.contains(word) {
      meanings.append(
        """
        a kind of message of \(owner)
          with a delay of its own    network: { delayOf: { "\(word)": "5ms" } }
          cut alone                  { at: "5s", isolate: "any", kinds: "\(word)" }
          waited for                 { after: { arrives: "\(word)" }, crash: "any" }

        """
      )
    }
    for mutant in vocabulary.mutants where mutant.name == word {
      meanings.append(
        """
        a mistake that can be planted into \(owner): mutant: "\(word)"
          \(mutant.line)

        """)
    }
    return meanings
  }

  private static func text(_ measure: Measure, _ owner: String) -> String {
    let form =
      switch measure.form {
      case .histogram: "samples: bounds name p50, p90, p99, p99.9, max, min, mean or count"
      case .count: measure.unit == .ratio ? "one ratio a run" : "one number a run"
      case .flag: "yes or no"
      }
    let bound =
      switch (measure.form, measure.unit) {
      case (.histogram, .duration): "\"\(measure.name) p99\": \"< 100ms\""
      case (.histogram, _): "\"\(measure.name) p99\": \"< 100\""
      case (.count, .ratio): "\"\(measure.name)\": \"< 1.5\""
      case (.count, _): "\"\(measure.name)\": \"< 100\""
      case (.flag, _): "\"\(measure.name)\": true"
      }
    return """
      a measure of \(owner): \(measure.about)
        \(form)
        such as  expect: { \(bound) }

      """
  }

  /// Keys of that name or path; the shortest places first, as many nest the same keys.
  private func keys(_ word: String) -> [String] {
    var places: [KeyPlace] = []
    for vocabulary in vocabularies {
      places += KeyPlace.all(vocabulary, among: vocabularies)
    }
    let exact = places.filter { $0.path == word }
    if !exact.isEmpty { return exact.map { $0.text } }
    return places.filter { $0.key.name == word }.prefix(Glossary.mostPlaces).map { $0.text }
  }

  private static let mostPlaces = 6
}
