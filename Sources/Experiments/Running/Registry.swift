public import Scenarios
public import Simulator

/// The protocols that scenarios can name, each with how it is run.
public struct Registry: Sendable {
  /// One protocol.
  public struct Entry: Sendable {
    public let vocabulary: Vocabulary
    /// Runs a scenario of this protocol on a seed.
    public let run: @Sendable (Scenario, UInt64) -> Outcome
    /// The same with every event recorded.
    public let trace: @Sendable (Scenario, UInt64, Int64?) -> Trace
  }

  public private(set) var entries: [Entry] = []

  public init() {}

  /// Adds a protocol.
  public mutating func add<E: Experiment>(_ experiment: E.Type) {
    entries.append(
      Entry(
        vocabulary: E.vocabulary,
        run: { Runner<E>.run($0, seed: $1) },
        trace: { Runner<E>.trace($0, seed: $1, disturbedDraw: $2) }))
  }

  public var vocabularies: [Vocabulary] { entries.map { $0.vocabulary } }

  /// Reads a scenario file's bytes.
  public func read(_ bytes: [UInt8], file: String) throws(ScenarioError) -> Scenario {
    try Scenario.read(bytes, file: file, vocabularies: vocabularies)
  }

  /// Runs a scenario that this registry has read.
  public func run(_ scenario: Scenario, seed: UInt64) -> Outcome {
    entry(of: scenario).run(scenario, seed)
  }

  /// Runs a scenario that this registry has read, with every event recorded.
  public func trace(
    _ scenario: Scenario, seed: UInt64, disturbedDraw: Int64? = nil
  ) -> Trace {
    entry(of: scenario).trace(scenario, seed, disturbedDraw)
  }

  private func entry(of scenario: Scenario) -> Entry {
    guard let entry = entries.first(where: { $0.vocabulary.name == scenario.vocabulary.name })
    else { preconditionFailure("no protocol \(scenario.vocabulary.name) in the registry") }
    return entry
  }
}
