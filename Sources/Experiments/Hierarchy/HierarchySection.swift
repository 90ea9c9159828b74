import Protocols
import Scenarios
import Simulator

/// The section `hierarchy`.
struct HierarchySection: Configurable {
  /// How agents vote.
  enum Model: String, Word {
    case random
    case scripted
  }

  /// The settings, but for the opinion.
  private var common = Hierarchy.Settings()
  private var model = Model.random
  private var accepts = Ratio(4, outOf: 5)
  private var abstains = Ratio.never
  private var votes: [Vote.Choice] = []

  mutating func declare(_ section: inout Section) {
    section.integer(
      "levels", &common.levels, 1...Int64(Hierarchy.Tree.mostLevels),
      about: "Levels of groups; with one, all agents form one group.")
    let hasTree = Section.Condition(
      common.levels > 1, current: "with one group of all agents", home: "levels of 2 or more")
    section.integer(
      "branching", &common.branching, 2...100_000, when: hasTree,
      about:
        "Agents in a group, and groups in a group of groups; the root group has all that are left.")
    section.word(
      "tally", &common.tally, when: hasTree,
      about: "Whether a group forwards how many of it say what, or one vote by its own tally.")
    declareOpinion(&section)
    section.duration(
      "heartbeat", &common.heartbeat, about: "A coordinator's interval between signs of life.")
    section.durationRange(
      "electionTimeout", &common.electionTimeout,
      about: "Silence after which a coordinator is suspected, drawn anew each time.")
    section.duration(
      "retry", &common.retry,
      about: "Time after which a unit that has not answered is asked again, for each level below.")
    section.duration(
      "deadline", &common.deadline,
      about: "How long the root waits for all votes; from then on a quorum is enough.")
  }

  private mutating func declareOpinion(_ section: inout Section) {
    section.word(
      "opinion", &model, about: "How agents vote: by chance for each proposal, or as listed.")
    let isRandom = Section.Condition.when("opinion", model, is: .random)
    section.chance(
      "accepts", &accepts, when: isRandom, about: "With random: the chance of an accept.")
    section.chance(
      "abstains", &abstains, when: isRandom,
      about: "With random: the chance of an abstention; the rest rejects.")
    section.words(
      "votes", &votes, upTo: 10_000, when: .when("opinion", model, is: .scripted),
      about: "With scripted: the agents' votes, in order, and over again.",
      example: "[\"accept\", \"accept\", \"reject\"]")
  }

  func review(_ section: inout Section) {
    if model == .scripted, votes.isEmpty {
      section.complain("opinion", "no vote is listed", "list them as votes")
    }
    if model == .random, thousandths(accepts) + thousandths(abstains) > 1000 {
      section.complain(
        firstOf: "abstains", "accepts",
        message: "accepts and abstentions are more than all votes",
        suggestion: "together at most 1")
    }
    if common.electionTimeout.lowerBound <= common.heartbeat {
      section.complain(
        firstOf: "electionTimeout", "heartbeat",
        message: "a coordinator would be suspected before its next heartbeat",
        suggestion: "let electionTimeout be a few heartbeats")
    }
    reviewTree(&section)
  }

  private func reviewTree(_ section: inout Section) {
    guard section.scenario != nil, common.levels > 1 else { return }
    let tree = Hierarchy.Tree(
      agentCount: section.agentCount, branching: common.branching, levels: common.levels)
    if tree.count(at: common.levels - 1) < 2 {
      section.complain(
        firstOf: "levels", "branching",
        message: "a group of level \(common.levels - 1) has all \(section.agentCount) agents",
        suggestion: "take fewer levels or a smaller branching")
    }
  }

  private func thousandths(_ chance: Ratio) -> Int32 { DeliberationSection.thousandths(chance) }

  /// The settings that the section stands for; what is drawn is drawn anew for each seed.
  func settings(seed: UInt64) -> Hierarchy.Settings {
    var settings = common
    settings.opinion =
      switch model {
      case .random:
        .random(accepts: thousandths(accepts), abstains: thousandths(abstains), seed: seed)
      case .scripted: .scripted(votes)
      }
    return settings
  }
}
