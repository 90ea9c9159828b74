import Protocols
import Scenarios
import Simulator

/// The section `rendezvous`.
struct RendezvousSection: Configurable {
  /// What agents do.
  private(set) var settings = Rendezvous.Settings()

  mutating func declare(_ section: inout Section) {
    section.word("method", &settings.method, about: "How a group comes about.")
    declareHost(&section)
    declareGroups(&section)
    declareTimes(&section)
    declareStore(&section)
    declareLighthouse(&section)
    declareMatchmaking(&section)
  }

  private mutating func declareHost(_ section: inout Section) {
    let hasHost = Section.Condition.when("method", settings.method, is: .store, .lighthouse)
    section.agent("host", &settings.host, when: hasHost, about: "Who keeps the rendezvous.")
    section.flag(
      "hostWorks", &settings.hostWorks, when: hasHost,
      about: "Whether the host works in groups too.")
  }

  private mutating func declareGroups(_ section: inout Section) {
    section.integer(
      "fewest", &settings.fewest, 1...200_000, about: "The fewest members of a group.")
    section.integer(
      "largest", &settings.largest, 0...200_000,
      about: "The most members of a group; 0 for all that work.")
    section.duration(
      "lastCall", &settings.lastCall,
      about: "Time from when there are enough, or a first follower, until a group is formed.")
    section.delay("work", &settings.work, about: "The work of a member on a round.")
  }

  private mutating func declareTimes(_ section: inout Section) {
    section.duration(
      "heartbeat", &settings.heartbeat, about: "Time from one sign of life to the next.")
    section.duration(
      "heartbeatTimeout", &settings.heartbeatTimeout,
      about: "Silence after which an agent is taken for dead.")
    section.duration(
      "patience", &settings.patience,
      about: "The longest wait for a group; a peer then works by itself, any other asks anew.")
    section.duration(
      "collectiveTimeout", &settings.collectiveTimeout,
      about: "The longest wait for the other members' parts of a round.")
  }

  private mutating func declareStore(_ section: inout Section) {
    let isStore = Section.Condition.when("method", settings.method, is: .store)
    section.word(
      "onLoss", &settings.onLoss, when: isStore,
      about: "Whether the host tells a group that it has not heard of a member for too long.")
    section.word(
      "admission", &settings.admission, when: isStore,
      about: "When an agent is taken in that comes while a group is at work.")
    section.word(
      "onSilence", &settings.onSilence, when: isStore,
      about: "What a member does that does not hear of the host.")
    section.integer(
      "rounds", &settings.rounds, 0...1_000_000, when: isStore,
      about: "Rounds after which agents leave by the exit barrier, or 0 for a job without end.")
    section.duration(
      "exitTimeout", &settings.exitTimeout, when: isStore,
      about: "The longest wait in the exit barrier.")
    section.word(
      "hostExit", &settings.hostExit, when: isStore,
      about: "When the host itself leaves the exit barrier.")
  }

  private mutating func declareLighthouse(_ section: inout Section) {
    let isLighthouse = Section.Condition.when("method", settings.method, is: .lighthouse)
    section.word(
      "quorum", &settings.quorum, when: isLighthouse,
      about: "Whether enough that came first are a quorum, or only most of those that live.")
    section.flag(
      "dropsDead", &settings.dropsDead, when: isLighthouse,
      about: "Whether an agent that sends no heartbeats any more is dropped.")
  }

  private mutating func declareMatchmaking(_ section: inout Section) {
    let isMatchmaking = Section.Condition.when("method", settings.method, is: .matchmaking)
    section.word(
      "order", &settings.order, when: isMatchmaking,
      about: "Which of two that entered at the same time asks the other: both, or by identity.")
    section.flag(
      "merges", &settings.merges, when: isMatchmaking,
      about: "Whether a leader that still gathers joins an earlier peer with its followers.")
    section.word(
      "gathering", &settings.gathering, when: isMatchmaking,
      about: "What a leader does that gathered too few: it holds them for ever, or lets them go.")
  }

  func review(_ section: inout Section) {
    guard section.scenario != nil else { return }
    let isServed = settings.hasHost && !settings.hostWorks
    let workers = Int32(clamping: section.agentCount - (isServed ? 1 : 0))
    if settings.fewest > workers {
      section.complain(
        "fewest", "there are no \(settings.fewest) agents that work",
        "at most \(workers) can be in a group")
    }
    if settings.largest > 0, settings.largest < settings.fewest {
      section.complain(
        firstOf: "largest", "fewest",
        message: "no group has at least \(settings.fewest) and at most \(settings.largest) members",
        suggestion: "let largest be 0 or at least fewest")
    }
    if settings.heartbeatTimeout <= settings.heartbeat {
      section.complain(
        firstOf: "heartbeatTimeout", "heartbeat",
        message: "every agent would be taken for dead between two signs of life",
        suggestion: "let heartbeatTimeout be some times heartbeat")
    }
  }
}
