public import Scenarios
public import Simulator

/// The protocols that scenarios can name.
public struct Registry: Sendable {
  /// One protocol.
  private struct Entry: Sendable {
    let vocabulary: Vocabulary
    /// How many clients a scenario of this protocol has.
    let clientCount: @Sendable (Scenario) -> Int
    /// Opens a run of a scenario of this protocol.
    let open: @Sendable (Scenario, UInt64, RecordLog.Mode, Bool) -> Session
    /// Bytes that a run takes at least.
    let leastBytes: @Sendable (Scenario) -> Int64
    /// Steps that a run computes at least beside its events.
    let leastWork: @Sendable (Scenario) -> Int64
  }

  private var entries: [Entry] = []

  /// A registry without a protocol.
  public init() {}

  /// Adds a protocol.
  public mutating func add<E: Experiment>(_ experiment: E.Type) {
    var vocabulary = E.vocabulary
    vocabulary.requests = RequestForm(E.Driver.Wish.self)
    vocabulary.tellsLevels = E.told.level != nil
    vocabulary.tellsOperations = E.told.operation != nil
    entries.append(
      Entry(
        vocabulary: vocabulary,
        clientCount: { E($0.bind(seed: $0.seed)).driver.clientCount },
        open: { Session.open(E.self, $0, seed: $1, recording: $2, keepsHistory: $3) },
        leastBytes: { Session.leastBytes(E.self, $0) }, leastWork: { Session.leastWork(E.self, $0) }
      ))
  }

  /// The words of all protocols, in the order added.
  public var vocabularies: [Vocabulary] { entries.map { $0.vocabulary } }

  /// Reads a scenario file's bytes.
  ///
  /// - Parameters:
  ///   - overrides: settings that stand instead of the file's.
  ///   - variations: settings of which it gets variants.
  public func read(
    _ bytes: [UInt8], file: String, overrides: [Choice] = [], variations: [Variation] = []
  ) throws(ScenarioError) -> Scenario {
    let scenario = try Scenario.read(
      bytes, file: file, vocabularies: vocabularies, overrides: overrides,
      variations: variations)
    var mistakes: [Diagnostic] = []
    for run in scenario.runs {
      for mistake in askersMissing(in: run) where !mistakes.contains(mistake) {
        mistakes.append(mistake)
      }
    }
    if !mistakes.isEmpty { throw ScenarioError(mistakes) }
    return scenario
  }

  /// Clients that faults of a scenario make ask, and that there are not.
  private func askersMissing(in scenario: Scenario) -> [Diagnostic] {
    let asking = scenario.faults.filter { $0.fault.action.kind == .ask }
    if asking.isEmpty { return [] }
    let count = entry(of: scenario).clientCount(scenario)
    return asking.compactMap { declared in
      declared.fault.action.missingClient(of: count).map {
        scenario.diagnostic(at: declared.position, $0.message, $0.suggestion)
      }
    }
  }

  /// Opens a run of a scenario that this registry has read.
  ///
  /// - Parameters:
  ///   - recording: whether records are made of what happens.
  ///   - keepsHistory: whether the session can be taken back.
  public func open(
    _ scenario: Scenario, seed: UInt64, recording: RecordLog.Mode = .off,
    keepsHistory: Bool = false
  ) -> Session {
    entry(of: scenario).open(scenario, seed, recording, keepsHistory)
  }

  private func entry(of scenario: Scenario) -> Entry {
    guard let entry = entries.first(where: { $0.vocabulary.name == scenario.vocabulary.name })
    else { preconditionFailure("no protocol \(scenario.vocabulary.name) in the registry") }
    return entry
  }

  /// Bytes that a run of a scenario takes by the end of the agents' start, at the least.
  public func leastBytes(of scenario: Scenario) -> Int64 {
    entry(of: scenario).leastBytes(scenario)
  }

  /// Steps (`Turn.compute`) that a run of a scenario is sure to compute beside its events, at the least.
  public func leastWork(of scenario: Scenario) -> Int64 { entry(of: scenario).leastWork(scenario) }

  /// The events of a run after which it is taken for one that would never end.
  public static var standardEventLimit: Int64 { 1_000_000_000 }

  /// Runs a scenario that this registry has read to its end, to the first violation, or until it has had
  /// so many events.
  public func run(
    _ scenario: Scenario, seed: UInt64, eventLimit: Int64 = standardEventLimit
  ) -> Outcome {
    let session = open(scenario, seed: seed)
    session.eventLimit = eventLimit
    session.run()
    return session.outcome()
  }

  /// Runs a scenario that this registry has read, with every event recorded.
  public func trace(
    _ scenario: Scenario, seed: UInt64, disturbedDraw: Int64? = nil
  ) -> Trace {
    let session = open(scenario, seed: seed, recording: .recording)
    if let disturbedDraw { session.disturbDraw(number: disturbedDraw) }
    var trace = Trace()
    session.run { session in
      trace.events.append(session.lastEvent)
      return true
    }
    return trace
  }
}

extension Session {
  /// What happened in the last event, as far as it is recorded.
  public var lastEvent: TraceEvent {
    TraceEvent(number: eventCount, time: now, digest: digest, records: records)
  }
}

extension FaultAction {
  /// What to say of a client that is made to ask and is not there; nil if nothing is wrong.
  func missingClient(of count: Int) -> AskMistake? {
    guard case .ask(let client, _) = self, Int(client) >= count else { return nil }
    return AskMistake(
      "client", "there is no client \(client + 1)",
      count == 0 ? "the scenario has no clients" : "clients are numbered from 1 to \(count)")
  }
}
