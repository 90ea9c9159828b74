public import Protocols
public import Scenarios
import Simulator

/// The brief's three use cases: work in rounds, held together by barriers.
public struct OrchestrationExperiment: Experiment {
  public typealias Subject = Barrier
  public typealias Driver = OrchestrationLoad
  public typealias Watch = OrchestrationWatcher

  public let settings: Barrier.Settings
  public let driver: OrchestrationLoad
  public let watch: OrchestrationWatcher

  public init(_ bound: Bound) {
    settings = Self.settings(bound, mutant: nil)
    driver = Self.driver(bound)
    watch = Self.watcher(bound)
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "orchestration",
      about: "Work in rounds between barriers: the brief's use cases, safe and as written.",
      roleNames: Barrier.roleNames, milestoneNames: Barrier.Note.milestoneNames,
      settings: settingKeys, load: loadKeys, measures: measures + CommonMeasures.all,
      checkNames: BarrierCheck.names, traits: [], review: { review($0) })
  }

  public static func settings(_ bound: Bound, mutant: String?) -> Barrier.Settings {
    settings(bound.settings)
  }

  public static func driver(_ bound: Bound) -> OrchestrationLoad {
    OrchestrationLoad(loadSettings(bound))
  }

  public static func watcher(_ bound: Bound) -> OrchestrationWatcher {
    OrchestrationWatcher(
      agentCount: bound.conditions.agents.count, settings(bound.settings), loadSettings(bound))
  }

  private static func settings(_ values: Values) -> Barrier.Settings {
    Barrier.Settings(
      mode: hasWrittenBarriers(values) ? .asWritten : .safe,
      coordinator: BarrierExperiment.coordinator(values), deadline: values.duration("deadline"),
      retry: values.duration("retry"), query: values.duration("query"),
      callTimeout: values.duration("callTimeout"),
      repairsCompletion: values.boolean("repairCompletion"))
  }

  private static func hasWrittenBarriers(_ values: Values) -> Bool {
    (values["barriers"]?.text ?? values.text("mode")) == "as written"
  }

  private static func loadSettings(_ bound: Bound) -> OrchestrationLoad.Settings {
    let load = bound.load
    let isSafe = !BarrierExperiment.isAsWritten(bound.settings)
    let runs = Int32(truncatingIfNeeded: load.integer("runs"))
    return OrchestrationLoad.Settings(
      agents: bound.conditions.agents.count,
      coordinator: BarrierExperiment.coordinator(bound.settings), isSafe: isSafe,
      useCase: useCase(load), rounds: Int32(truncatingIfNeeded: load.integer("rounds")),
      runs: bound.hasLoad ? runs : 0, runPause: load.duration("runPause"),
      tasks: load["tasks"]?.integer.map { Int32(truncatingIfNeeded: $0) },
      work: load.delay("work"), handOver: load.delay("handOver"),
      handOverLoss: load.chance("handOverLoss"), awaitsBarrier: load.boolean("awaitBarrier"),
      collectAfter: load.duration("collectAfter"),
      averagesBySamples: load["aggregate"]?.text.map { $0 == "federated averaging" },
      tellsRunsApart: isSafe || hasWrittenBarriers(bound.settings),
      start: load.duration("start"), deadline: bound.settings.duration("deadline"),
      patience: load.duration("patience"), pause: Swift.max(1, load.duration("pause")),
      resend: load.duration("resend"), shards: shards(load))
  }

  private static func useCase(_ load: Values) -> OrchestrationLoad.UseCase {
    switch load.text("useCase") {
    case "training": .training
    case "reinforcement": .reinforcement
    default: .optimisation
    }
  }

  private static func shards(_ load: Values) -> [FederatedModel.Shard] {
    load.list("shards").compactMap { item in
      guard let shard = item.value.object else { return nil }
      return FederatedModel.Shard(
        samples: shard.integer("samples"), fit: shard.integer("fit") * 1_000_000)
    }
  }
}
