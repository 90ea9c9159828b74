public import Scenarios
public import Simulator

/// An open run of a scenario on a seed: the one way for a tool to hold a run, whatever the protocol.
///
/// A session starts at time 0, before anything has happened. It is stepped or run on, looked into, taken
/// back, forked and interfered with. What it does is the run's own doing until a person interferes; that
/// is kept as interventions.
// A class, since Embedded Swift has no existentials: what knows the protocol is a subclass.
public class Session {
  /// The scenario that is run, one variant of its file.
  public let scenario: Scenario
  /// The number that fixes the run, together with the scenario.
  public let seed: UInt64

  /// What a person did, in the order done: faults that begin, and end, right after an event or at a time
  /// at which nothing else happens. The scenario with these faults besides its own is the same run.
  public internal(set) var interventions: [Fault] = []

  /// The number of events after which the run goes no further, although it is not over. It ends as well
  /// when its agents have sent `messagesPerEvent` messages, or `bytesPerEvent` bytes, for each of them, and
  /// when faults and computations have cost `workPerEvent` steps for each beside events.
  public var eventLimit = Int64.max

  /// The bytes of messages that go with an event; those of most protocols are far below.
  public static var bytesPerEvent: Int64 { 512 }

  /// The messages between agents that go with an event; more than one only where most of them are lost.
  public static var messagesPerEvent: Int64 { 4 }

  /// The work beside events that goes with an event, in the world's steps.
  public static var workPerEvent: Int64 { 16 }

  /// What goes with the limit of events, in words.
  public static var workWithEvents: String {
    "\(messagesPerEvent) messages, \(bytesPerEvent) bytes or \(workPerEvent) steps of faults and computation for each"
  }

  init(_ scenario: Scenario, seed: UInt64) {
    self.scenario = scenario
    self.seed = seed
  }

  /// Opens a run; `registry.open` finds the protocol.
  ///
  /// - Parameters:
  ///   - recording: what is made of what happens; a session that records nothing costs nothing for it, and
  ///     cannot start later.
  ///   - keepsHistory: whether it can be taken back.
  public static func open<E: Experiment>(
    _ experiment: E.Type, _ scenario: Scenario, seed: UInt64, recording: RecordLog.Mode = .off,
    keepsHistory: Bool = false
  ) -> Session {
    OpenSession<E>(scenario, seed: seed, recording: recording, keepsHistory: keepsHistory)
  }

  /// Bytes that a run of a scenario takes at least; `registry.leastBytes` finds the protocol.
  static func leastBytes<E: Experiment>(_ experiment: E.Type, _ scenario: Scenario) -> Int64 {
    let variants = [scenario] + scenario.versions.indices.map { scenario.running(version: $0) }
    let tables = variants.map { E.leastBytes(of: $0) }.max() ?? 0
    return Int64(scenario.agents.count) * Int64(OpenSession<E>.bytesPerAgent) + tables
  }

  /// Steps that a run computes at least beside its events; `registry.leastWork` finds the protocol.
  static func leastWork<E: Experiment>(_ experiment: E.Type, _ scenario: Scenario) -> Int64 {
    let versions = scenario.versions.indices.map { scenario.running(version: $0) }
    return ([scenario] + versions).map { E.leastWork(of: $0) }.max() ?? 0
  }

  // MARK: What every protocol's session answers

  /// The time of the event that is over last, or to which the run was taken.
  public var now: Nanoseconds { absent() }
  /// Number of events so far; event 0 is the start of all agents.
  public var eventCount: Int64 { absent() }
  /// The digest of all events so far.
  public var digest: Digest { absent() }
  /// Whether a check is violated: the run then goes no further.
  public var hasViolation: Bool { absent() }
  /// Whether all agents have started.
  public var hasStarted: Bool { absent() }
  /// The records of the last event.
  public var records: [Record] { absent() }
  /// Whether records are made, or only messages numbered and causes remembered.
  ///
  /// - Precondition: a session that was opened with `off` stays off.
  public var recording: RecordLog.Mode {
    get { absent() }
    set { _ = newValue }
  }
  /// Only records that concern these agents, and faults, are made; nil for all.
  public var recordedAgents: AgentSet? {
    get { absent() }
    set { _ = newValue }
  }
  /// How many agents the scenario has; their identities are below.
  public var agentCount: Int { absent() }
  /// How many clients there are, numbered from 0.
  public var clientCount: Int { absent() }
  /// What each fault has done so far.
  public var faultReports: [FaultReport] { absent() }

  /// Whether the run goes no further for its limit of events.
  public var metEventLimit: Bool { absent() }

  /// Whether what ends runs of the scenario before their duration has ended this one.
  public var isOver: Bool { absent() }

  /// Starts at most so many further agents; whoever does not ask for parts starts all with the first event.
  ///
  /// The run is the same. Between the parts a tool can look at what the start of a large cluster takes.
  /// - Returns: whether all have started.
  public func start(atMost count: Int) -> Bool { absent() }

  /// Runs one event, or starts all agents.
  /// - Returns: false if none is pending by the end of the scenario, a check is violated, or the limit of
  ///   events is met.
  public func step() -> Bool { absent() }

  /// Runs every event up to and including a time, at most the scenario's end.
  ///
  /// - Parameters:
  ///   - time: the end of the scenario if nil.
  ///   - maximumEvents: the number of events after which it stops.
  ///   - visit: called after each event; stops the run when it gives false.
  /// - Returns: why it stopped.
  @discardableResult
  public func run(
    until time: Nanoseconds? = nil, maximumEvents: Int64 = .max,
    while visit: ((Session) -> Bool)? = nil
  ) -> StopReason {
    absent()
  }

  /// Takes the run back, or on, until this event is the last. What was done after it is undone.
  ///
  /// - Precondition: the session keeps its history if the event is before the last.
  /// - Returns: false if the run ends before that event.
  /// - Complexity: that of running the events since the last checkpoint, of which there are at most 64.
  @discardableResult
  public func go(toEvent event: Int64) -> Bool { absent() }

  /// Does to the run now what a fault does.
  ///
  /// - Parameter name: what reports and the scenario call it; a number is added if a fault has the name.
  /// - Returns: its index among the fault reports, which say what came of it.
  @discardableResult
  public func act(_ action: FaultAction, name: String) -> Int {
    act(Fault(name: name, trigger: .at(now), action: action))
  }

  /// Does to the run now what a fault does, whenever it was to begin; it ends as it says, or by `end`.
  ///
  /// - Returns: its index among the fault reports, which say what came of it.
  @discardableResult
  public func act(_ deed: Fault) -> Int { absent() }

  /// Ends now what `act` began.
  public func end(_ act: Int) { absent() }

  /// A session that goes on by itself from here, as this one would.
  public func fork() -> Session { absent() }

  /// What an agent believes, holds and waits for.
  public func inspect(_ agent: AgentID) -> AgentInspection { absent() }

  /// What is on its way, in the order it arrives.
  public func messagesInFlight() -> [InFlight] { absent() }

  /// The rank of something on its way among all that is from its source to its target, by which `deliver` and
  /// `drop` name it; nil if it is no longer on its way.
  public func rank(of message: InFlight) -> Int64? { absent() }

  /// The faults that have not begun.
  public func pendingFaults() -> [PendingFault] { absent() }

  /// What the run gave, had it ended now.
  public func outcome() -> Outcome { absent() }

  /// How often a milestone was reached so far, or which level it has come to.
  ///
  /// - Parameter index: one of the vocabulary's `milestoneNames`.
  public func progress(ofMilestone index: Int) -> Int64 { absent() }

  /// Disturbs the random word of one network draw of the run, counted from 0: a planted difference by
  /// which the comparison of traces is tested.
  public func disturbDraw(number: Int64) { absent() }

  private func absent() -> Never { preconditionFailure("a session is opened with `open`") }
}
