public import Scenarios
public import Simulator

/// The protocols that scenarios can name.
public struct Registry: Sendable {
  /// One protocol.
  private struct Entry: Sendable {
    let vocabulary: Vocabulary
    /// Opens a run of a scenario of this protocol.
    let open: @Sendable (Scenario, UInt64, RecordLog.Mode, Bool) -> Session
  }

  private var entries: [Entry] = []

  /// A registry without a protocol.
  public init() {}

  /// Adds a protocol.
  public mutating func add<E: Experiment>(_ experiment: E.Type) {
    entries.append(
      Entry(vocabulary: E.vocabulary) {
        Session.open(E.self, $0, seed: $1, recording: $2, keepsHistory: $3)
      })
  }

  /// The words of all protocols, in the order added.
  public var vocabularies: [Vocabulary] { entries.map { $0.vocabulary } }

  /// Reads a scenario file's bytes.
  public func read(_ bytes: [UInt8], file: String) throws(ScenarioError) -> Scenario {
    try Scenario.read(bytes, file: file, vocabularies: vocabularies)
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
    guard let entry = entries.first(where: { $0.vocabulary.name == scenario.vocabulary.name })
    else { preconditionFailure("no protocol \(scenario.vocabulary.name) in the registry") }
    return entry.open(scenario, seed, recording, keepsHistory)
  }

  /// Runs a scenario that this registry has read to its end, or to the first violation.
  public func run(_ scenario: Scenario, seed: UInt64) -> Outcome {
    let session = open(scenario, seed: seed)
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
