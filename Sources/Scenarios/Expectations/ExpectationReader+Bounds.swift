import Simulator

extension ExpectationReader {
  /// A bound on a measure or on how often a milestone is reached.
  func bound(_ name: String, _ text: String) throws(Mistake) -> Expectation.Demand {
    let subjects = vocabulary.measures.map { $0.name }
    if let index = ExpectationReader.prefix(of: name, among: subjects) {
      return try measureBound(index, ExpectationReader.rest(name, subjects[index]), text)
    }
    let milestones = vocabulary.milestoneNames
    if let index = ExpectationReader.prefix(of: name, among: milestones) {
      let window = try window(ExpectationReader.rest(name, milestones[index]))
      let range = try Bounds.range(text, .count)
      return .occurrences(milestone: index, window, range)
    }
    let roles = vocabulary.roleNames
    if let index = ExpectationReader.prefix(of: name, among: roles) {
      return try holder(index, try window(ExpectationReader.rest(name, roles[index])), text)
    }
    throw Mistake(
      "'\(name)' is no measure of the protocol",
      Nearest.suggestion(for: Self.subject(name), among: subjects + milestones + roles))
  }

  /// Who must or must not hold a role: `== n3`, `!= n3`, `== nobody`.
  private func holder(
    _ role: Int, _ window: Expectation.Window, _ text: String
  ) throws(Mistake) -> Expectation.Demand {
    let example = "write \"== \(agentNames.first ?? "n1")\", \"!= nobody\" or the like"
    var scanner = TextScanner(text)
    scanner.skipSpaces()
    let isEqual = scanner.skip("==")
    if !isEqual, !scanner.skip("!=") {
      throw Mistake("\(JSON5.quoted(text)) says nobody who holds the role", example)
    }
    scanner.skipSpaces()
    let who = scanner.rest
    if who == "nobody" { return .holder(role: role, window, nil, isEqual: isEqual) }
    guard let index = agentNames.firstIndex(of: who) else {
      throw Mistake(
        "there is no agent \(JSON5.quoted(who))",
        Nearest.suggestion(for: who, among: agentNames + ["nobody"]) ?? example)
    }
    return .holder(role: role, window, AgentID(index), isEqual: isEqual)
  }

  private func measureBound(
    _ index: Int, _ rest: String, _ text: String
  ) throws(Mistake) -> Expectation.Demand {
    let measure = vocabulary.measures[index]
    if measure.form == .flag {
      throw Mistake("'\(measure.name)' is true or false", "write true or false")
    }
    let place = try place(index, rest)
    let unit: Measure.Unit = place.statistic == .count ? .count : measure.unit
    return .measure(index, place.statistic, place.window, try Bounds.range(text, unit))
  }

  /// The statistic and the window that stand behind a measure's name.
  private func place(_ index: Int, _ rest: String) throws(Mistake) -> Goal.Place {
    let measure = vocabulary.measures[index]
    let words = rest.split(separator: " ").map { String($0) }
    var statistic = Statistic.total
    if measure.form == .histogram {
      statistic = try self.statistic(words.first, measure)
    } else if words.first != "total" {
      return Goal.Place(measure: index, statistic: .total, window: try window(rest))
    }
    let window = try window(ExpectationReader.rest(rest, words[0]))
    return Goal.Place(measure: index, statistic: statistic, window: window)
  }

  /// The number that a measure's name, its statistic and its window mean.
  func place(_ name: String) throws(Mistake) -> Goal.Place {
    let subjects = vocabulary.measures.map { $0.name }
    guard let index = ExpectationReader.prefix(of: name, among: subjects) else {
      throw Mistake(
        "'\(name)' is no measure of the protocol",
        Nearest.suggestion(for: Self.subject(name), among: subjects))
    }
    if vocabulary.measures[index].form == .flag {
      throw Mistake("'\(subjects[index])' is true or false", "demand it behind 'where'")
    }
    let place = try place(index, ExpectationReader.rest(name, subjects[index]))
    if place.statistic == .total, vocabulary.measures[index].form == .histogram {
      throw Mistake(
        "a total of '\(subjects[index])' is no number of a run to be compared",
        "take its mean or its count")
    }
    return place
  }

  private func statistic(_ word: String?, _ measure: Measure) throws(Mistake) -> Statistic {
    let names = Statistic.allCases.map { $0.name }
    guard let word else {
      throw Mistake("'\(measure.name)' lacks a statistic", "one of " + Nearest.list(names))
    }
    if let statistic = Statistic.allCases.first(where: { $0.name == word }) { return statistic }
    throw Mistake(
      "'\(word)' is no statistic of '\(measure.name)'", Nearest.suggestion(for: word, among: names))
  }

  /// `before`, `during NAME`, `after`, `between`, or nothing for the whole run.
  private func window(_ text: String) throws(Mistake) -> Expectation.Window {
    switch text {
    case "": return .whole
    case "before": return .before
    case "after": return .after
    case "between": return .between
    default: break
    }
    guard text.utf8.starts(with: "during ".utf8) else {
      throw Mistake(
        "'\(text)' is no part of a run", "parts are 'before', 'during FAULT', 'between', 'after'")
    }
    return .during(fault: try fault(ExpectationReader.rest(text, "during")))
  }

  /// The longest name that the text is or begins with as whole words.
  private static func prefix(of text: String, among names: [String]) -> Int? {
    var best: Int?
    for (index, name) in names.enumerated()
    where text == name || text.utf8.starts(with: Array("\(name) ".utf8)) {
      if best.map({ name.utf8.count > names[$0].utf8.count }) ?? true { best = index }
    }
    return best
  }

  /// What follows a beginning and a space.
  private static func rest(_ text: String, _ begin: String) -> String {
    String(decoding: text.utf8.dropFirst(begin.utf8.count + 1), as: UTF8.self)
  }

  /// The part of a name before its statistic and window, as far as one can tell.
  private static func subject(_ name: String) -> String {
    let ends = Statistic.allCases.map { $0.name } + ["before", "during", "after", "between"]
    var subject = ""
    for word in name.split(separator: " ").map({ String($0) }) {
      if ends.contains(word) { break }
      subject += subject.isEmpty ? word : " \(word)"
    }
    return subject
  }
}
