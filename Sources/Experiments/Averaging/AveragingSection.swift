import Protocols
import Scenarios
import Simulator

/// The section `averaging`.
struct AveragingSection: Configurable {
  /// What agents do.
  private(set) var settings = Averaging.Settings()
  /// What is measured.
  private(set) var targets = AveragingMeter.Targets()
  /// What groups and places are drawn from; nil for each seed's own.
  private(set) var key: UInt64?

  mutating func declare(_ section: inout Section) {
    section.word("method", &settings.method, about: "How numbers are averaged.")
    section.word(
      "exchange", &settings.exchange,
      when: .when("method", settings.method, is: .randomGroups, .moshpit),
      about: "Whether everyone in a group averages what came, or a leader decides for all.")
    section.duration("interval", &settings.interval, about: "Length of a round.")
    section.integer("rounds", &settings.rounds, 1...1_000_000, about: "Number of rounds.")
    section.chance(
      "absence", &settings.absence, about: "The chance that an agent takes no part in a round.")
    section.integer(
      "groupSize", &settings.groupSize, 2...200_000,
      when: .when("method", settings.method, is: .randomGroups),
      about: "Members of a random group; agents left over join the full groups in turn.")
    section.integers(
      "grid", &settings.grid, 1...1_000_000, upTo: 8,
      when: .when("method", settings.method, is: .moshpit, .torus),
      about: "The sides of the grid or torus, at least two; a grid may have more cells than agents."
    )
    section.integer(
      "key", &key, 0...1_000_000_000,
      when: .when("method", settings.method, is: .randomGroups, .moshpit),
      about: "What groups and places on the grid are drawn from; by default each seed's own.",
      example: "1")
    targets.declare(&section)
    settings.key = key ?? 0
  }

  func review(_ section: inout Section) {
    reviewGrid(&section)
    reviewLength(&section)
  }

  /// A run that ended before its rounds would be taken for one that did not converge.
  private func reviewLength(_ section: inout Section) {
    guard let duration = section.scenario?.duration else { return }
    let needed = (Int64(settings.rounds) + 1).multipliedReportingOverflow(by: settings.interval)
    if needed.overflow || needed.partialValue > duration {
      section.complain(
        "rounds", "the run is over before \(settings.rounds) rounds are",
        "round r lasts from r to r + 1 intervals: take fewer, or a longer duration")
    }
    if targets.contractionFrom >= settings.rounds {
      section.complain(
        firstOf: "contractionFrom", "rounds",
        message: "no round follows round \(targets.contractionFrom)",
        suggestion: "let contractionFrom be less than rounds, which is \(settings.rounds)")
    }
  }

  private func reviewGrid(_ section: inout Section) {
    guard section.scenario != nil else { return }
    let (agents, grid) = (Int64(section.agentCount), settings.grid)
    var cells: Int64 = 1
    for side in grid where cells <= 1 << 31 { cells *= side }
    if settings.method == .torus {
      if grid.count != 2 || grid.contains(where: { $0 < 3 }) || cells != agents {
        section.complain(
          "grid",
          "a torus of \(agents) agents needs two sides of at least 3, their product \(agents)",
          "for 16 agents that is [4, 4]")
      }
    } else if settings.method == .moshpit {
      // An agent looks at all cells of its line, and would find next to nobody there.
      if grid.isEmpty || cells < agents || cells > 8 * max(agents, 8) {
        section.complain(
          "grid",
          "a grid needs a cell for each of the \(agents) agents, and at most 8 times as many",
          "for 1000 agents [32, 32] will do")
      }
    }
  }
}

extension AveragingMeter.Targets: Configurable {
  mutating func declare(_ section: inout Section) {
    section.integer(
      "coarse", &coarse, 1...18,
      about: "Rounds to coarse are those until the variance is below 10 to minus this.")
    section.integer(
      "fine", &fine, 1...18,
      about: "Rounds to fine are those until the variance is below 10 to minus this.")
    section.integer(
      "contractionFrom", &contractionFrom, 0...1_000_000,
      about: "The round from whose end on the contraction is measured.")
  }
}
