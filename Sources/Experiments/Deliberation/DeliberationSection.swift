import Protocols
import Scenarios
import Simulator

/// The section `deliberation`.
struct DeliberationSection: Configurable {
  /// How agents vote; the numbers and the list below belong to one of these each.
  enum Model: String, Word {
    case evaluators
    case threshold
    case preference
    case random
    case scripted
  }

  /// The settings, but for the electorate and the opinion.
  var common = Deliberation.Settings(electorate: [])
  var model = Model.evaluators
  var limit: Int64 = 500
  var distance: Int64 = 250
  var range: Int64 = 1000
  var accepts = Ratio(4, outOf: 5)
  var abstains = Ratio.never
  var votes: [Vote.Choice] = []

  mutating func declare(_ section: inout Section) {
    section.word(
      "mode", &common.mode,
      about: "Whether it works, or does what the design brief's pseudo-code says.")
    declareOpinion(&section)
    section.flag(
      "weighted", &common.isWeighted,
      about: "Whether a vote weighs its confidence, and the rest of it abstains.")
    section.duration(
      "deadline", &common.deadline, about: "How long a proposer waits for votes.")
    section.duration(
      "retry", &common.retry,
      about: "Wait before a member that has not answered is asked again, doubled each time.")
    section.duration("longestRetry", &common.longestRetry, about: "The longest such wait.")
    section.duration(
      "rankingTime", &common.rankingTime,
      about: "How long a choice waits for all rankings; from then on a majority is enough.")
    declareViews(&section)
    section.duration(
      "callTimeout", &common.callTimeout,
      about: "As written: how long a voter waits for its reply before its process dies.")
    section.flag(
      "timeoutHandler", &common.hasTimeoutHandler,
      about: "As written: whether the proposer's process takes its timeout in after all.")
    section.section(
      "raft", &common.raft, about: "The log that orders what is accepted.",
      example: "{ heartbeat: \"20ms\" }")
  }

  private mutating func declareViews(_ section: inout Section) {
    section.duration(
      "excludeAfter", &common.excludesAfter, 1...Shape.longestDuration,
      about:
        "Silence after which members vote out one that a proposal waits for; without it, never.",
      example: "\"2s\"")
    section.integer(
      "fewest", &common.fewest, 1...64,
      about: "The fewest members that are left to vote; by default a majority of all.",
      example: "3")
  }

  private mutating func declareOpinion(_ section: inout Section) {
    section.word(
      "opinion", &model,
      about: "How agents vote: by variable, by a limit, by preference, by chance, or as listed.")
    func with(_ model: Model) -> Section.Condition { .when("opinion", self.model, is: model) }
    let (isPreference, isRandom) = (with(.preference), with(.random))
    section.integer(
      "limit", &limit, .min ... .max, when: with(.threshold),
      about: "With threshold: the largest value that is accepted.")
    section.integer(
      "distance", &distance, 0...Int64.max, when: isPreference,
      about: "With preference: how far a value may be from what an agent prefers.")
    section.integer(
      "range", &range, 1...Int64.max, when: isPreference,
      about: "With preference: what agents prefer is drawn from 0 to below this.")
    section.chance(
      "accepts", &accepts, when: isRandom, about: "With random: the chance of an accept.")
    section.chance(
      "abstains", &abstains, when: isRandom,
      about: "With random: the chance of an abstention; the rest rejects.")
    section.words(
      "votes", &votes, upTo: 10_000, when: with(.scripted),
      about: "With scripted: the votes of those that take part, in order, and over again.",
      example: "[\"accept\", \"accept\", \"reject\"]")
  }

  func review(_ section: inout Section) {
    if model == .scripted, votes.isEmpty {
      section.complain("opinion", "no vote is listed", "list them as votes")
    }
    if model == .random, Self.thousandths(accepts) + Self.thousandths(abstains) > 1000 {
      section.complain(
        firstOf: "abstains", "accepts",
        message: "accepts and abstentions are more than all votes",
        suggestion: "together at most 1")
    }
    reviewViews(&section)
    let retry = DurationText.exact(common.retry)
    if common.deadline <= common.retry {
      section.complain(
        firstOf: "deadline", "retry",
        message: "a proposal would end before any member is asked again",
        suggestion: "the deadline is longer than \(retry), the first wait")
    }
    if common.longestRetry < common.retry {
      section.complain(
        firstOf: "longestRetry", "retry",
        message: "the longest wait is shorter than the first",
        suggestion: "it is at least \(retry)")
    }
  }

  private func reviewViews(_ section: inout Section) {
    guard let after = common.excludesAfter else {
      if common.fewest != nil {
        section.complain("fewest", "without excludeAfter this says nothing", "give both or none")
      }
      return
    }
    if common.mode == .brief {
      section.complain("excludeAfter", "as written this says nothing", "leave it out")
    }
    if after >= common.deadline {
      section.complain(
        "excludeAfter", "a proposal would end before any member is voted out",
        "less than \(DurationText.exact(common.deadline)), the deadline")
    }
    if section.scenario != nil, section.agentCount > ElectorateView.mostMembers {
      section.complain(
        "excludeAfter", "an electorate of \(section.agentCount) cannot change",
        "at most \(ElectorateView.mostMembers) agents")
    }
    if section.scenario != nil, let fewest = common.fewest, fewest > section.agentCount {
      section.complain(
        "fewest", "there are \(section.agentCount) agents", "at most \(section.agentCount)")
    }
  }

  /// The settings that the section stands for, in a scenario with these agents and this seed.
  func settings(_ bound: Bound) -> Deliberation.Settings {
    var settings = common
    settings.electorate = bound.electorate
    settings.scores = bound.scores
    settings.raft.nonCandidates = bound.nonCandidates
    settings.opinion = opinion(seed: bound.seed)
    return settings
  }

  /// What is drawn is drawn anew for each seed.
  private func opinion(seed: UInt64) -> Opinion {
    switch model {
    case .evaluators: .evaluators
    case .threshold: .threshold(limit)
    case .preference: .preference(distance: distance, range: range, seed: seed)
    case .random:
      .random(
        accepts: Self.thousandths(accepts), abstains: Self.thousandths(abstains), seed: seed)
    case .scripted: .scripted(votes)
    }
  }

  static func thousandths(_ chance: Ratio) -> Int32 {
    Int32(truncatingIfNeeded: (chance.partsPerMillion + 500) / 1000)
  }
}
