public import Experiments
public import Scenarios
public import Simulator

/// What makes the register one more protocol of every tool.
public struct ABDExperiment: Experiment {
  public typealias Watch = Pair<
    Pair<RegisterWatch<ABD, ABDClients.Note>, ABDWatch>, ClientMeter<ABD, ABDClients.Note>
  >

  public static let vocabulary = Vocabulary(
    name: "abd", about: "The ABD register (Attiya, Bar-Noy and Dolev, 1995), multi-writer.",
    ABD.self, settings: ABD.Settings.self, load: ABDLoadSection.self,
    watch: watch(agents: 0, load: nil),
    mutants: Mutant.all(ABD.Mistake.self))

  public let settings: ABD.Settings
  public let driver: ABDClients
  public let watch: Watch

  public init(_ bound: Bound) {
    var settings = ABD.Settings(bound.settings)
    settings.mistake = bound.mistake()
    self.settings = settings
    let (load, agents) = (ABDLoadSection(bound.load), bound.conditions.agents.count)
    driver = ABDClients(load, clients: bound.hasLoad ? load.pacing.clients : 0, agents: agents)
    watch = Self.watch(agents: agents, load: load.pacing.steadySpan(in: bound))
  }

  private static func watch(agents: Int, load: ClosedRange<Nanoseconds>?) -> Watch {
    Pair(Pair(RegisterWatch(), ABDWatch(agentCount: agents)), ClientMeter(load: load))
  }
}

extension ABD.Settings: Configurable {
  public mutating func declare(_ section: inout Section) {
    section.duration(
      "resend", &resend, about: "Time after which a coordinator asks the silent ones again.")
  }
}

/// The section `load`.
struct ABDLoadSection: Configurable {
  var pacing = ClientPacing(
    rate: Rate(events: 100, span: .second), of: "operations", takesLists: false)
  var reads = Ratio(1, outOf: 2)
  var keys: Int32 = 10
  var timeout = 200 * Nanoseconds.millisecond

  mutating func declare(_ section: inout Section) {
    pacing.declare(&section)
    section.chance("reads", &reads, about: "Share of the operations that are reads.")
    section.integer("keys", &keys, 1...10_000, about: "Number of registers.")
    section.duration(
      "timeout", &timeout,
      about: "Time after which a read is asked for at another agent, and a write given up.")
  }

  func review(_ section: inout Section) { pacing.review(&section) }
}
