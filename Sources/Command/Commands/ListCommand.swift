import Experiments
import Reports
import Scenarios
import Simulator

/// `lockstep list`: what there is.
enum ListCommand: Command {
  /// What can be listed.
  private enum Subject: String, CaseIterable {
    case scenarios, protocols, checks, mutants, measures, faults, targets

    var about: String {
      switch self {
      case .scenarios: "those below Scenarios/, each with what goes wrong in it"
      case .protocols: "what scenarios can name"
      case .checks: "what must never be violated, by protocol"
      case .mutants: "known mistakes that can be planted, by protocol"
      case .measures: "what runs measure, by protocol"
      case .faults: "the kinds of fault"
      case .targets: "the ways to name the agents that a fault meets"
      }
    }
  }

  static func syntax(_ program: Program) -> Syntax {
    let names = Subject.allCases.map { $0.rawValue }
    let rows = Subject.allCases.map { subject in
      "  \(subject.rawValue)\(String(repeating: " ", count: 11 - subject.rawValue.count))"
        + subject.about
    }
    return Syntax(
      program, name: "list", summary: "lists scenarios, protocols, checks, mutants and more",
      operands: "[WHAT...]", operandCount: 0...names.count, completes: .words(names),
      options: [Syntax.json],
      details: "WHAT is one of these; scenarios without it.\n" + rows.joined(separator: "\n"),
      examples: [("list", "the scenarios"), ("list measures", "what expectations can bound")])
  }

  static var json: [JSONField] {
    [JSONFormat.field]
      + Subject.allCases.map { subject in
        let columns = columns(subject).map { JSONField($0, .text, "As the table shows it.") }
        return JSONField(
          subject.rawValue, .list(.object(columns)), "Only if asked for: \(subject.about).")
      }
  }

  private static func columns(_ subject: Subject) -> [String] {
    switch subject {
    case .scenarios: ["name", "protocol", "about", "faults"]
    case .checks: ["name", "protocol"]
    case .mutants: ["name", "protocol", "harms", "about"]
    case .measures: ["name", "protocol", "better", "about"]
    case .protocols, .faults, .targets: ["name", "about"]
    }
  }

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    var subjects: [Subject] = []
    for word in arguments.operands.isEmpty ? [Subject.scenarios.rawValue] : arguments.operands {
      guard let subject = Subject(rawValue: word) else {
        let names = Subject.allCases.map { $0.rawValue }
        throw Complaint(
          "'\(word)' cannot be listed; \(Nearest.suggestion(for: word, among: names) ?? "")")
      }
      if !subjects.contains(subject) { subjects.append(subject) }
    }
    var status = ExitStatus.held
    let tables = subjects.map { table($0, context, &status) }
    if arguments.flag("--json") {
      context.console.out(Listing.json(tables))
    } else {
      context.console.out(.joined(tables.map { $0.output }))
    }
    return status
  }

  private static func table(
    _ subject: Subject, _ context: Context, _ status: inout ExitStatus
  ) -> Listing {
    var listing = Listing(subject.rawValue, columns(subject))
    let vocabularies = context.registry.vocabularies
    switch subject {
    case .scenarios: addScenarios(&listing, context, &status)
    case .protocols: for one in vocabularies { listing.add([one.name, one.about]) }
    case .checks:
      for one in vocabularies { for name in one.checkNames { listing.add([name, one.name]) } }
    case .mutants:
      for one in vocabularies {
        for mutant in one.mutants {
          listing.add([mutant.name, one.name, mutant.facts.harm.word, mutant.facts.about])
        }
      }
    case .measures:
      for one in vocabularies {
        for measure in one.allMeasures {
          listing.add([measure.name, one.name, measure.better.name, measure.about])
        }
      }
    case .faults: for kind in FaultKind.allCases { listing.add([kind.key, kind.about]) }
    case .targets: for one in TargetForm.all(vocabularies) { listing.add([one.form, one.about]) }
    }
    return listing
  }

  /// The scenarios that can be read; the others are complained about.
  private static func addScenarios(
    _ listing: inout Listing, _ context: Context, _ status: inout ExitStatus
  ) {
    for path in ScenarioFinder(context).all {
      do throws(Complaint) {
        let scenario = try ScenarioSource(path, context).scenario
        listing.add([
          path.name, scenario.vocabulary.name, scenario.about,
          faultWords(scenario),
        ])
      } catch {
        status = .wrongInput
        context.console.complain(error.lines[0])
      }
    }
    if listing.rows.isEmpty {
      context.console.complain(
        "no scenario below Scenarios/; '\(context.program.name) new' writes one")
    }
  }

  private static func faultWords(_ scenario: Scenario) -> String {
    var words: [String] = []
    for fault in scenario.faults {
      let kind = fault.fault.action.kind.name
      if !words.contains(kind) { words.append(kind) }
    }
    if let chaos = scenario.chaos {
      words.append("chaos of \(CountText.counted(Int64(chaos.kinds.count), "kind"))")
    }
    return words.joined(separator: ", ")
  }
}
