public import Protocols
public import Scenarios
import Simulator

/// Raft with a key-value store and its clients.
public struct RaftExperiment: Experiment {
  public typealias Subject = Raft
  public typealias Driver = KeyValueLoad
  public typealias Watch = RaftWatcher

  public let settings: Raft.Settings
  public let driver: KeyValueLoad
  public let watch: RaftWatcher

  public init(_ bound: Bound) {
    settings = Self.settings(bound, mutant: nil)
    driver = Self.driver(bound)
    watch = Self.watcher(bound)
  }

  public static var vocabulary: Vocabulary {
    Vocabulary(
      name: "raft",
      about: "Raft consensus (Ongaro and Ousterhout, 2014) with a replicated key-value store.",
      roleNames: Raft.roleNames, milestoneNames: Raft.Note.milestoneNames,
      settings: settingKeys, load: loadKeys, measures: measures + CommonMeasures.all,
      checkNames: RaftWatcher.checkNames, traits: [.mayLead], review: { review($0) })
  }

  public static func settings(_ bound: Bound, mutant: String?) -> Raft.Settings {
    settings(bound.settings, bound)
  }

  /// Raft's settings from a section with `settingKeys`, its own or one within another protocol's.
  static func settings(_ values: Values, _ bound: Bound) -> Raft.Settings {
    Raft.Settings(
      electionTimeout: values.durationRange("electionTimeout"),
      candidateTimeout: values.durationRange("candidateTimeout"),
      heartbeat: values.duration("heartbeat"), preVote: values.boolean("preVote"),
      checkQuorum: values.boolean("checkQuorum"),
      maxEntriesPerMessage: Int(values.integer("maxEntriesPerMessage")),
      maxInFlight: Int(values.integer("maxInFlight")),
      firstCandidate: values["firstCandidate"]?.integer.map { AgentID(Int($0) - 1) },
      nonCandidates: bound.nonCandidates)
  }

  public static func driver(_ bound: Bound) -> KeyValueLoad { KeyValueLoad(loadSettings(bound)) }

  public static func watcher(_ bound: Bound) -> RaftWatcher {
    let load = loadSettings(bound)
    return RaftWatcher(
      agentCount: bound.conditions.agents.count,
      loadStart: isSteady(load) ? load.start : nil, loadStop: load.stop)
  }

  /// When clients of the store ask all the time, or nil if they do not.
  static func steadyLoad(_ bound: Bound) -> ClosedRange<Nanoseconds>? {
    let load = loadSettings(bound)
    return isSteady(load) ? load.start...max(load.start, load.stop) : nil
  }

  /// Whether clients ask all the time, so that a time without an answer means something.
  private static func isSteady(_ load: KeyValueLoad.Settings) -> Bool {
    if case .scripted = load.pace { return false }
    return load.clients > 0
  }

  static var settingKeys: [Key] {
    let time = Shape.durationRange(1...Shape.longestDuration)
    return [
      Key(
        "electionTimeout", time, .standard("\"150ms..300ms\""),
        about: "Silence after which a follower stands for election, drawn anew each time."),
      Key(
        "candidateTimeout", time, .sameAs("electionTimeout"),
        about: "Time that a candidate waits for votes before it tries again."),
      Key(
        "heartbeat", .positiveDuration, .standard("\"50ms\""),
        about: "Longest time a leader leaves a follower without a message."),
      Key(
        "preVote", .boolean, .standard("true"),
        about: "Whether a follower asks if it could win before it takes a new term."),
      Key(
        "checkQuorum", .boolean, .standard("true"),
        about: "Whether a leader that hears from no majority steps down."),
      Key(
        "maxEntriesPerMessage", .integer(1...100_000), .standard("256"),
        about: "Most entries in one message."),
      Key(
        "maxInFlight", .integer(1...100_000), .standard("4"),
        about: "Most messages with entries on their way to one follower."),
      Key(
        "firstCandidate", .integer(1...200_000),
        about: "The agent that stands for election at once when it first starts.", example: "3"),
    ]
  }
}
