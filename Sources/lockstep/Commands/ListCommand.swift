import Experiments
import Scenarios
import Simulator

/// `lockstep list`: what there is.
enum ListCommand: Command {
  static let syntax = Syntax(
    name: "list", summary: "lists scenarios, protocols, checks or measures",
    options: [
      Syntax.Option("--protocols", about: "The protocols that scenarios can name."),
      Syntax.Option("--checks", about: "What must never be violated, by protocol."),
      Syntax.Option("--measures", about: "What runs measure, by protocol."),
      Syntax.Option("--faults", about: "The kinds of fault."),
      Syntax.json,
    ],
    details: "Without an option: the scenarios below Scenarios/, each with what goes wrong in it.",
    examples: [
      ("lockstep list", "the scenarios"),
      ("lockstep list --measures", "what expectations can bound"),
    ])

  static func run(_ arguments: Arguments, _ context: Context) throws(Complaint) -> ExitStatus {
    let vocabularies = context.registry.vocabularies
    let sections = ["--protocols", "--checks", "--measures", "--faults"].filter(arguments.flag)
    var status = ExitStatus.held
    var tables: [Listing] = []
    for section in sections {
      switch section {
      case "--protocols": tables.append(protocols(vocabularies))
      case "--checks": tables.append(checks(vocabularies))
      case "--measures": tables.append(measures(vocabularies))
      default: tables.append(faults())
      }
    }
    if sections.isEmpty { tables.append(scenarios(context, &status)) }
    if arguments.flag("--json") {
      context.console.out(Listing.json(tables))
    } else {
      context.console.out(tables.map { $0.text }.joined(separator: "\n"))
    }
    return status
  }

  /// The scenarios that can be read; the others are complained about.
  private static func scenarios(_ context: Context, _ status: inout ExitStatus) -> Listing {
    var listing = Listing("scenarios", ["name", "protocol", "about", "faults"])
    for path in ScenarioFinder(files: context.files).all {
      do throws(Complaint) {
        let scenario = try ScenarioSource(path: path, context).scenario
        listing.add([
          ScenarioFinder.name(of: path), scenario.vocabulary.name, scenario.about,
          faultWords(scenario),
        ])
      } catch {
        status = .wrongInput
        context.console.complain(error.lines[0])
      }
    }
    if listing.rows.isEmpty {
      context.console.complain("no scenario below Scenarios/; 'lockstep new' writes one")
    }
    return listing
  }

  private static func faultWords(_ scenario: Scenario) -> String {
    var words: [String] = []
    for fault in scenario.faults {
      let kind = fault.fault.action.kind.name
      if !words.contains(kind) { words.append(kind) }
    }
    if let chaos = scenario.chaos { words.append("chaos of \(chaos.kinds.count) kinds") }
    return words.joined(separator: ", ")
  }

  private static func protocols(_ vocabularies: [Vocabulary]) -> Listing {
    var listing = Listing("protocols", ["name", "about"])
    for vocabulary in vocabularies { listing.add([vocabulary.name, vocabulary.about]) }
    return listing
  }

  private static func checks(_ vocabularies: [Vocabulary]) -> Listing {
    var listing = Listing("checks", ["name", "protocol"])
    for vocabulary in vocabularies {
      for name in vocabulary.checkNames { listing.add([name, vocabulary.name]) }
    }
    return listing
  }

  private static func measures(_ vocabularies: [Vocabulary]) -> Listing {
    var listing = Listing("measures", ["name", "protocol", "about"])
    for vocabulary in vocabularies {
      for measure in vocabulary.measures {
        listing.add([measure.name, vocabulary.name, measure.about])
      }
    }
    return listing
  }

  private static func faults() -> Listing {
    var listing = Listing("faults", ["name", "about"])
    for kind in FaultKind.allCases { listing.add([kind.key, kind.about]) }
    return listing
  }
}
