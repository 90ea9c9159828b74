import Protocols
import Scenarios
import Simulator

/// The section `load` of barriers.
struct BarrierLoadSection: Configurable {
  private var rounds: Int32 = 1
  private var barriers: Int32 = 1
  private var start: Nanoseconds = 0
  private var work = Delay.constant(0)
  private var participants: Int?
  private var outsiders = false
  private var members = Membership.set
  private var createAfter: Nanoseconds = 0
  private var patience = 5 * Nanoseconds.second
  private var pause = 100 * Nanoseconds.millisecond
  private var onSilence: Silence?
  private var onRefusal: Refusal?
  private var repeats = Ratio.never
  private var rivalAt: Nanoseconds?

  private enum Membership: String, Word {
    case set
    case count
  }

  private enum Silence: String, Word {
    case askAgain = "ask again"
    case exit
  }

  private enum Refusal: String, Word {
    case comeAgain = "come again"
    case giveUp = "give up"
  }

  mutating func declare(_ section: inout Section) {
    section.integer("rounds", &rounds, 0...1_000_000, about: "Rounds of each client.")
    section.integer(
      "barriers", &barriers, 1...1_000_000,
      about: "Number of different barriers, used in turn.")
    section.duration("start", &start, 0...Shape.longestDuration, about: "When clients start.")
    section.delay(
      "work", &work, about: "Time that a client works before its agent comes to the barrier.")
    section.integer(
      "participants", &participants, 0...200_000,
      about: "Number of agents that take part, the first ones; all without it.", example: "4")
    section.flag("outsiders", &outsiders, about: "Whether the other agents come too.")
    section.word(
      "members", &members, about: "Whether a creation names the members or only counts them.")
    section.duration(
      "createAfter", &createAfter, 0...Shape.longestDuration,
      about: "Time from when the first client starts a round until its barrier is created.")
    declarePatience(&section)
    section.chance("repeats", &repeats, about: "The chance that a client asks twice at once.")
    section.duration(
      "rivalAt", &rivalAt, about: "When another client creates the first round's barrier too.",
      example: "\"500ms\"")
  }

  private mutating func declarePatience(_ section: inout Section) {
    section.duration(
      "patience", &patience,
      about: "Time without an answer after which a client asks again or exits.")
    section.duration(
      "pause", &pause, 0...Shape.longestDuration,
      about: "Time after which a client that found no barrier comes again.")
    section.word(
      "onSilence", &onSilence,
      about: "What a client does without an answer; by default as its mode would.",
      example: "\"exit\"")
    section.word(
      "onRefusal", &onRefusal,
      about: "What a client does that found no barrier; by default as its mode would.",
      example: "\"give up\"")
  }

  func review(_ section: inout Section) {
    guard let participants, participants > section.agentCount else { return }
    section.complain(
      "participants", "there are no \(participants) agents",
      "at most \(section.agentCount) can take part")
  }

  /// The clients of barriers with these settings.
  func load(_ bound: Bound, _ barrier: Barrier.Settings) -> BarrierLoad.Settings {
    let isAsWritten = barrier.mode == .asWritten
    return BarrierLoad.Settings(
      agents: bound.conditions.agents.count, coordinator: barrier.coordinator,
      rounds: bound.hasLoad ? rounds : 0, barriers: barriers, start: start, work: work,
      participants: participants, outsiders: outsiders, countsOnly: members == .count,
      creationDelay: barrier.needsCreation ? createAfter : nil, deadline: barrier.deadline,
      patience: patience, pause: Swift.max(1, pause),
      exitsOnSilence: onSilence.map { $0 == .exit } ?? isAsWritten,
      givesUp: onRefusal.map { $0 == .giveUp } ?? isAsWritten, repeats: repeats,
      rivalCreation: rivalAt)
  }
}
