import Protocols
import Scenarios
import Simulator

/// The section `team`.
struct TeamSection: Configurable {
  private var useCase = UseCase.training
  private var data = TeamDataSection()
  private var search = SearchSection()
  private var training = TrainingSection()
  private var reinforcement = ReinforcementSection()
  private var quorum: Int32?
  private var roundDeadline = Nanoseconds.second
  private var pace = 100 * Nanoseconds.microsecond
  private var leaseSlack = 300 * Nanoseconds.millisecond
  private var resend = 100 * Nanoseconds.millisecond
  private var barrierDeadline = 500 * Nanoseconds.millisecond
  private var barrierPatience = Nanoseconds.second
  private var decisionDeadline = 3 * Nanoseconds.second
  private var lease = 200 * Nanoseconds.millisecond
  private var suspicion = 250 * Nanoseconds.millisecond
  private var driftAllowance: Int64 = 200

  /// Which of the brief's use cases the team works on.
  private enum UseCase: String, Word {
    case search
    case training
    case reinforcement
  }

  mutating func declare(_ section: inout Section) {
    section.word("useCase", &useCase, about: "What the team computes.")
    section.section("data", &data, about: "The samples that search and training go by.")
    section.section("search", &search, about: "Hyperparameter search.")
    section.section("training", &training, about: "Distributed training.")
    section.section(
      "reinforcement", &reinforcement, about: "Multi-agent reinforcement learning.")
    section.integer(
      "quorum", &quorum, 1...1000, when: .when("useCase", useCase, is: .training, .reinforcement),
      about: "Tasks that are enough for a round once its deadline has passed; by default all.",
      example: "3")
    declareTimes(&section)
    declareElection(&section)
  }

  private mutating func declareTimes(_ section: inout Section) {
    section.duration(
      "roundDeadline", &roundDeadline, about: "How long a round waits for all of its tasks.")
    section.duration(
      "pace", &pace, about: "Time that a worker takes for a sample of an epoch, or for a step.")
    section.duration(
      "leaseSlack", &leaseSlack,
      about: "How long a lease lasts beyond twice the time that its work takes.")
    section.duration(
      "resend", &resend, about: "Time after which what had no effect is said again.")
    section.duration(
      "barrierDeadline", &barrierDeadline,
      about: "Time from the first arrival at a barrier until a majority is enough.")
    section.duration(
      "barrierPatience", &barrierPatience,
      about: "How long a coordinator waits at a barrier before it goes on without.")
    section.duration(
      "decisionDeadline", &decisionDeadline, about: "How long votes on a snapshot are waited for.")
  }

  private mutating func declareElection(_ section: inout Section) {
    section.duration(
      "lease", &lease, about: "How long a member that acknowledged a coordinator follows no other.")
    section.duration(
      "suspicion", &suspicion, about: "The silence that makes a member suspect the coordinator.")
    section.integer(
      "driftAllowance", &driftAllowance, 0...900_000,
      about: "Parts per million by which clocks may run wrong.")
  }

  func review(_ section: inout Section) {
    let heartbeat = Election.Settings().heartbeat
    let text = DurationText.exact(heartbeat)
    if lease <= heartbeat {
      section.complain(
        "lease", "a lease would be over before the next heartbeat", "more than \(text)")
    }
    if suspicion <= heartbeat {
      section.complain(
        "suspicion", "a coordinator would be suspected before its next heartbeat",
        "more than \(text)")
    }
    if let quorum, section.scenario != nil, Int(quorum) > section.agentCount {
      section.complain(
        "quorum", "there are \(section.agentCount) tasks in a round", "one for each agent")
    }
  }

  /// The settings of a run.
  func settings(_ bound: Bound) -> TeamAgent.Settings {
    settings(
      agents: bound.conditions.agents.count, seed: bound.seed, Election.Directory(bound),
      bound.mistake())
  }

  /// The settings of a team of this size.
  func settings(
    agents: Int, seed: UInt64, _ directory: Election.Directory, _ mistake: TeamAgent.Mistake? = nil
  ) -> TeamAgent.Settings {
    // Beside the numbers of faults and clocks, which a seed plans too.
    var stream = RandomStream(seed: seed, .plan, 3 << 32)
    let blobs = data.blobs(seed: stream.next() >> 34)
    let job =
      switch useCase {
      case .search: search.job(blobs)
      case .training: training.job(blobs, agents: agents)
      case .reinforcement: reinforcement.job(seed: blobs.seed, agents: agents)
      }
    return TeamAgent.Settings(
      job: job, parts: parts(agents, directory), quorum: quorum ?? .max,
      roundDeadline: roundDeadline, pace: pace, leaseSlack: leaseSlack, resend: resend,
      barrierPatience: barrierPatience, mistake: mistake)
  }

  /// Steps of the course and the twin with which every run is compared.
  func leastWork(agents: Int) -> Int64 {
    switch useCase {
    case .search: search.leastWork(data)
    case .training: training.leastWork(data)
    case .reinforcement: reinforcement.leastWork(learners: Int64(agents))
    }
  }

  /// Bytes of the samples that a run goes by.
  var leastBytes: Int64 { useCase == .reinforcement ? 0 : data.leastBytes }

  /// What a team needs of its parts: a snapshot is accepted by those that have it, and a barrier stands.
  private func parts(
    _ agents: Int, _ directory: Election.Directory
  ) -> CoordinatingAgent.Settings {
    let retry = 50 * Nanoseconds.millisecond
    return CoordinatingAgent.Settings(
      deliberation: Deliberation.Settings(
        electorate: (0..<agents).map { AgentID($0) }, opinion: .threshold(.max),
        deadline: decisionDeadline, retry: retry, longestRetry: 8 * retry),
      election: Election.Settings(
        directory: directory, detection: .fixed(suspicion), lease: lease,
        driftAllowance: driftAllowance),
      synchronisation: Synchroniser.Settings(
        variables: 1, standardPolicy: .maximum, deadline: decisionDeadline),
      barrier: Barrier.Settings(
        isStanding: true, deadline: barrierDeadline,
        deadlinePolicy: .proceed(atLeast: Int32(agents / 2 + 1))))
  }
}

/// The section `load` of a team: the client that waits for the result.
struct TeamLoadSection: Configurable {
  private var every = 500 * Nanoseconds.millisecond

  mutating func declare(_ section: inout Section) {
    section.duration("every", &every, about: "Time from one question of the client to the next.")
  }

  func load(_ bound: Bound) -> TeamLoad.Settings {
    TeamLoad.Settings(
      agents: bound.hasLoad ? bound.conditions.agents.count : 0, interval: every)
  }
}
