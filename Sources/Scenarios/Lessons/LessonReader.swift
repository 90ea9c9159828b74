import Simulator

/// Turns the tree of a file into a lesson.
struct LessonReader {
  var values: ValueReader

  private static let paragraphs = Shape.list(of: .text, count: 1...20)
  private static let settings = Shape.map(of: .anything, names: "paths of settings")

  private static let claim = [
    Key("expect", settings, about: "Expectations, as a scenario has them."),
    Key("violates", .text, about: "The check that the run violates."),
  ]

  private static let keys = [
    Key("title", .text, .required, about: "What the lesson is about."),
    Key("scenario", .text, .required, about: "The scenario, as a name below Scenarios/."),
    Key("variant", .text, about: "The variant of a scenario with 'vary'."),
    Key("seed", .integer(0...Int64.max), about: "The seed, instead of the scenario's."),
    Key("set", settings, .standard("{}"), about: "Settings instead of the scenario's."),
    Key("idea", paragraphs, .required, about: "What to know beforehand."),
    Key("predict", .text, .required, about: "What to think about before the run."),
    Key(
      "look",
      .object([
        Key("from", .anyDuration, .required, about: "Where the picture begins."),
        Key("until", .anyDuration, .required, about: "Where it ends."),
      ]), about: "The part of the run that is drawn."),
    Key("explain", paragraphs, .required, about: "What was to be seen."),
    Key("question", .text, .required, about: "Asked after the run."),
    Key(
      "answers",
      .list(
        of: .object(
          [
            Key("text", .text, .required, about: "The answer."),
            Key("why", .text, .required, about: "Why it is right, or is not."),
          ] + claim), count: 2...6), .required, about: "What can be answered."),
    Key(
      "try",
      .list(
        of: .object(
          [
            Key("set", settings, .standard("{}"), about: "What to change."),
            Key("seed", .integer(0...Int64.max), about: "The seed, instead of the lesson's."),
            Key("look", .text, .required, about: "What to look at."),
          ] + claim), count: 1...6), .required, about: "What to change and try."),
  ]

  mutating func read(_ tree: JSON5) -> Lesson? {
    guard case .object = tree.content else {
      values.complain(tree.position, "a lesson is an object", "begin with { title: \"…\", … }")
      return nil
    }
    let object = values.readObject(tree, LessonReader.keys, "")
    guard values.diagnostics.isEmpty else { return nil }
    let answers = object.list("answers").compactMap { $0.value.object }.map { answer in
      Lesson.Answer(text: answer.text("text"), claim: claim(answer), why: answer.text("why"))
    }
    let trials = object.list("try").compactMap { $0.value.object }.map { trial in
      Lesson.Trial(
        settings: choices(trial.object("set")), seed: trial["seed"]?.integer.map { UInt64($0) },
        look: trial.text("look"), claim: claim(trial))
    }
    let lesson = Lesson(
      title: object.text("title"),
      run: Lesson.Setup(
        scenario: object.text("scenario"), position: object.position(of: "scenario"),
        variant: object["variant"]?.text, seed: object["seed"]?.integer.map { UInt64($0) },
        settings: choices(object.object("set"))),
      idea: texts(object, "idea"), predict: object.text("predict"), part: part(object),
      explanation: texts(object, "explain"), question: object.text("question"), answers: answers,
      trials: trials)
    return values.diagnostics.isEmpty ? lesson : nil
  }

  private func texts(_ object: Values, _ name: String) -> [String] {
    object.list(name).compactMap { $0.value.text }
  }

  private mutating func part(_ object: Values) -> ClosedRange<Nanoseconds>? {
    guard let look = object["look"]?.object else { return nil }
    let (from, until) = (look.duration("from"), look.duration("until"))
    if from < until { return from...until }
    values.complain(look.position(of: "until"), "the picture would end before it begins")
    return nil
  }

  private func choices(_ object: Values) -> [Choice] {
    object.fields.compactMap { field in
      guard case .anything(let tree) = field.value else { return nil }
      return Choice(path: field.name, value: tree.description)
    }
  }

  private mutating func claim(_ object: Values) -> Lesson.Claim {
    var settings: [Choice] = []
    let expected = choices(object["expect"]?.object ?? Values())
    let texts = expected.map { JSON5.quoted($0.path) + ": " + $0.value }
    settings.append(Choice(path: "expect", value: "{ \(texts.joined(separator: ", ")) }"))
    let violated = object["violates"]?.text
    if let violated { settings.append(Choice(path: "violates", value: JSON5.quoted(violated))) }
    if violated == nil && expected.isEmpty {
      values.complain(
        object.position, "this claims nothing of the run",
        "say what it has to be like with 'expect' or 'violates'")
    }
    return Lesson.Claim(
      settings: settings, wantsViolation: violated != nil, position: object.position)
  }
}
