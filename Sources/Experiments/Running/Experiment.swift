public import Scenarios
public import Simulator

/// A protocol with all that a scenario needs to run it: every tool works on a type that conforms.
///
/// The value is what a scenario gives, bound to a seed; each section is read once, by `init`.
public protocol Experiment: Sendable {
  /// The protocol: what each agent runs.
  associatedtype Subject: Machine
  /// The clients of the protocol's agents; `NoLoad` if there are none.
  associatedtype Driver: Load where Driver.Subject == Subject
  /// The observers that check and measure a run.
  associatedtype Watch: Watcher where Watch.Subject == Subject, Watch.LoadNote == Driver.Note

  /// The words that scenario files use for the protocol.
  static var vocabulary: Vocabulary { get }

  /// Bytes that the agents of a scenario take by the end of their start, at the least, beside their own
  /// states: tables with a place for every other agent, and messages to all of them.
  ///
  /// A scenario of which these are more than a run may take is refused before anything is built.
  static func leastBytes(of scenario: Scenario) -> Int64

  /// Steps (`Turn.compute`) that a run of a scenario is sure to compute beside its events, at the least:
  /// what is compared with the run, and what a machine prepares.
  ///
  /// A scenario of which these are more than a run may take is refused before anything is built.
  static func leastWork(of scenario: Scenario) -> Int64

  /// What a scenario sets; `Vocabulary.review` has already refused what makes no sense.
  init(_ bound: Bound)

  /// What the protocol tells of single agents and operations.
  static var told: Told<Subject.Note, Driver.Note> { get }

  /// The protocol's settings.
  var settings: Subject.Settings { get }
  /// The clients.
  var driver: Driver { get }
  /// The checks and measures.
  var watch: Watch { get }
}

extension Experiment {
  public static func leastBytes(of scenario: Scenario) -> Int64 { 0 }
  /// None.
  public static func leastWork(of scenario: Scenario) -> Int64 { 0 }

  /// Nothing.
  public static var told: Told<Subject.Note, Driver.Note> { Told() }
}

extension Vocabulary {
  /// The vocabulary of a protocol whose sections are read as these types, and that is watched so.
  ///
  /// - Parameters:
  ///   - watch: says what is checked and measured; it watches no run.
  ///   - review: finds mistakes that concern more than one section.
  public init<M: Machine, S: Configurable, C: Configurable, W: Watcher>(
    name: String, about: String, _ machine: M.Type, settings: S.Type, load: C.Type, watch: W,
    traits: [Key] = [], mutants: [Mutant] = [],
    review: @escaping @Sendable (Scenario) -> [Diagnostic] = { _ in [] }
  ) {
    var report = WatchReport()
    watch.report(into: &report)
    self.init(
      name: name, about: about, roleNames: M.roleNames, milestoneNames: M.Note.milestoneNames,
      messageNames: M.Message.kindNames, orderNames: M.orderNames,
      orderSubjects: M.orderNames.indices.map { M.subject(ofOrder: $0) }, settings: S.keys,
      load: C.keys,
      measures: report.measures.map { $0.measure } + CommonMeasures.all,
      serviceMeasures: CommonMeasures.ofService,
      connectionMeasures: CommonMeasures.ofConnections,
      checkNames: report.verdicts.map { $0.name }, traits: traits, mutants: mutants,
      review: { scenario in
        S.diagnostics(scenario.settings, of: scenario)
          + (scenario.hasLoad ? C.diagnostics(scenario.load, of: scenario) : [])
          + review(scenario)
      })
  }
}

/// The section of a protocol that sets nothing, or whose clients cannot be set.
public struct NoSettings: Configurable {
  public init() {}
  public mutating func declare(_ section: inout Section) {}
}
