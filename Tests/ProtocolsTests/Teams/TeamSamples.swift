import Protocols
import Simulator

/// Small jobs and settings that tests of teams share.
enum TeamSamples {
  static let blobs = DataSet.Blobs(
    samples: 60, validationSamples: 30, features: 2, classes: 3, spread: Fixed(2), seed: 5)

  static func training(
    _ method: TrainingPlan.Method = .weights, rounds: Int32 = 4, shards: Int = 3
  ) -> TeamJob {
    .training(
      TrainingJob(
        TrainingPlan(
          method: method, participants: 0, epochs: 2, batch: 5, rate: Fixed(1, outOf: 10)),
        rounds: rounds, on: blobs, shards: shards, skew: .sizes))
  }

  static func search(_ strategy: SearchJob.Strategy, count: Int = 9) -> TeamJob {
    .search(SearchJob(strategy, side: 2, count: count, rounds: 3, epochs: 1, on: blobs))
  }

  static func reinforcement(isShared: Bool, episodes: Int = 1) -> TeamJob {
    .reinforcement(
      ReinforcementJob(
        ExplorationPlan(
          world: GridWorld(width: 3, height: 3, pits: [4]),
          schedule: ExplorationSchedule(span: 6), stepLimit: 20),
        rounds: 6, episodes: episodes, learners: 3, isShared: isShared))
  }

  static func settings(
    _ job: TeamJob = training(), agents: Int = 3, quorum: Int32 = .max
  ) -> TeamAgent.Settings {
    let profiles = (0..<agents).map { Profile(id: AgentID($0), clusterSize: agents) }
    let retry = 50 * Nanoseconds.millisecond
    return TeamAgent.Settings(
      job: job,
      parts: CoordinatingAgent.Settings(
        deliberation: Deliberation.Settings(
          electorate: profiles.map { $0.id }, opinion: .threshold(.max), deadline: .second,
          retry: retry, longestRetry: 4 * retry),
        election: Election.Settings(directory: Election.Directory(profiles)),
        synchronisation: Synchroniser.Settings(variables: 1, standardPolicy: .maximum),
        barrier: Barrier.Settings(
          isStanding: true, deadline: 500 * .millisecond,
          deadlinePolicy: .proceed(atLeast: Int32(agents / 2 + 1)))),
      quorum: quorum, pace: .millisecond)
  }

  typealias TeamWorld = World<TeamAgent, TeamLoad, TeamInvariants<TeamClientNote>>

  static func world(
    _ settings: TeamAgent.Settings, agents: Int = 3, seed: UInt64 = 1
  ) -> TeamWorld {
    let profiles = (0..<agents).map { Profile(id: AgentID($0), clusterSize: agents) }
    let conditions = Conditions(
      agents: profiles,
      network: NetworkConditions(
        link: LinkClass(delay: .uniform(low: .millisecond, high: 3 * .millisecond)),
        clientLink: LinkClass()),
      disks: profiles.map { _ in DiskConditions(flush: .constant(.millisecond)) })
    return TeamWorld(
      conditions, settings, load: TeamLoad(TeamLoad.Settings(agents: agents)),
      observer: TeamInvariants(agentCount: agents, settings), seed: seed)
  }
}
