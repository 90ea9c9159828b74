public import Simulator

/// What a scenario file says, checked and resolved: everything of a run but the seed.
public struct Scenario: Sendable {
  /// The name of the file, as mistakes and replay lines give it.
  public let file: String
  /// What sets this variant apart, such as `raft.preVote=true`; empty without `vary`.
  public let label: String
  /// The settings that `label` is made of; empty without `vary`.
  public internal(set) var choices: [Choice] = []
  /// The settings that were given beside the file, and stand instead of its own.
  public internal(set) var overrides: [Choice] = []
  /// The title: what it shows, in a few words.
  public let about: String
  /// The words of the protocol that it runs.
  public private(set) var vocabulary: Vocabulary
  /// When a run is over, in virtual time.
  public let duration: Nanoseconds
  /// The seed of a single run.
  public let seed: UInt64
  /// The seeds that the file names for sweeps and tests, if it does.
  public let namedSeeds: SeedSet?
  /// In the order of their identities.
  public let agents: [Agent]
  /// Where the file names the protocol.
  public let protocolPosition: Position
  /// Where the file says how many there are.
  public let agentsPosition: Position
  /// The names of the zones, by their number; empty without regions.
  public let regionNames: [String]
  /// The links between agents, and between clients and agents.
  public let network: NetworkConditions
  /// Whether events of equal times leave in an order that the seed draws.
  public let shufflesTies: Bool
  /// The faults that every seed has, in the order of the file.
  public internal(set) var faults: [DeclaredFault]
  /// The faults that each seed draws anew, or nil without any.
  public let chaos: Chaos?
  /// The quiet tail in which no fault lasts, or nil if none is demanded.
  public let calm: Nanoseconds?
  /// The protocol's section, by the vocabulary's `settings`.
  public internal(set) var settings: Values
  /// By the vocabulary's `load`.
  public internal(set) var load: Values
  /// Whether the file has a section `load`; without one nothing drives the cluster.
  public internal(set) var hasLoad: Bool
  /// What must be true of every run, in the order of the file.
  public let expectations: [Expectation]
  /// The mistake to plant, if any.
  public private(set) var mutant: String?
  /// Checks, as indices of `checkNames`, of which one must be violated; empty if none may.
  public let violates: [Int]
  /// What runs measure besides, behind the measures of the vocabulary; the same in all variants.
  public let timings: [Timing]
  /// What runs measure of single agents, clients and requests, behind the timings; the same in all variants.
  public let probes: [Probe]
  /// What ends a run before its duration, or nil if nothing does.
  public let runEnd: RunEnd?
  /// Whether runs have the measures of service times, behind the others of the vocabulary: if any variant
  /// of the file says anything of service.
  public private(set) var measuresService = false
  /// The same of the measures of connections: if links of any variant share connections.
  public private(set) var measuresConnections = false
  /// What agents run that differ, the oldest first; empty if all run the same.
  public internal(set) var versions: [Version] = []
  /// The variants of `vary`, in the order of the grid; empty without it.
  public internal(set) var variants: [Scenario] = []

  /// The seeds of a sweep.
  public var seeds: SeedSet { namedSeeds ?? Scenario.sweepSeeds }

  /// The seeds of a test.
  public var testedSeeds: SeedSet { namedSeeds ?? Scenario.testSeeds }

  /// The seeds of a test whose scenario names none.
  public static var testSeeds: SeedSet { SeedSet([1...20]) }

  /// The seeds of a sweep whose scenario names none.
  public static var sweepSeeds: SeedSet { SeedSet([1...100]) }

  /// What is to be run: the variants, or the scenario itself if it has none.
  public var runs: [Scenario] { variants.isEmpty ? [self] : variants }

  /// Whether any agent takes time for its inputs.
  public var takesTime: Bool { agents.contains { !$0.service.isInstant } }

  /// The same with a mistake planted, instead of the file's if it plants one.
  ///
  /// - Precondition: it is a mutant of the protocol.
  public func planting(_ mutant: Mutant) -> Scenario {
    precondition(
      vocabulary.mutants.contains(mutant), "\(vocabulary.name) has no mutant \(mutant.name)")
    var scenario = self
    scenario.mutant = mutant.name
    for index in scenario.versions.indices { scenario.versions[index].mutant = mutant.name }
    return scenario
  }

  /// Gives its runs the measures of service times.
  mutating func measureService() {
    if measuresService { return }
    measuresService = true
    let later = measuresConnections ? vocabulary.connectionMeasures.count : 0
    let place = vocabulary.measures.count - timings.count - probes.count - later
    vocabulary.measures.insert(contentsOf: vocabulary.serviceMeasures, at: place)
  }

  /// Gives its runs the measures of connections.
  mutating func measureConnections() {
    if measuresConnections { return }
    measuresConnections = true
    let place = vocabulary.measures.count - timings.count - probes.count
    vocabulary.measures.insert(contentsOf: vocabulary.connectionMeasures, at: place)
  }

  /// Whether links of any class share connections.
  var hasConnections: Bool { network.hasConnections }

  /// The scenario as if all agents ran a version of it.
  ///
  /// - Precondition: it is an index of `versions`.
  public func running(version: Int) -> Scenario {
    var scenario = self
    scenario.settings = versions[version].settings
    scenario.mutant = versions[version].mutant
    return scenario
  }

  /// Gives its runs the measures that the file names.
  mutating func measureOwn() {
    let names = agents.map { $0.name }
    vocabulary.measures +=
      timings.map { $0.measure(vocabulary) }
      + probes.map { $0.measure(regionNames: regionNames, agentNames: names) }
  }

  /// A mistake found by the vocabulary's review.
  public func diagnostic(
    at position: Position, _ message: String, _ suggestion: String? = nil
  ) -> Diagnostic {
    Diagnostic(file: file, position: position, message: message, suggestion: suggestion)
  }
}
