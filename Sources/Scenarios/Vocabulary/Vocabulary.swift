public import Simulator

/// What a protocol brings to the scenario format: its words, its settings and what it measures.
public struct Vocabulary: Sendable {
  /// What scenarios call the protocol, and the section that holds its settings.
  public var name: String
  /// One sentence.
  public var about: String
  /// The machine's `roleNames`, in their order.
  public var roleNames: [String]
  /// The notes' `milestoneNames`, in their order.
  public var milestoneNames: [String]
  /// The message type's `kindNames`, in their order.
  public var messageNames: [String]
  /// The machine's `orderNames`, in their order.
  public var orderNames: [String]
  /// Of whom each order speaks.
  public var orderSubjects: [OrderSubject]
  /// The keys of the protocol's section.
  public var settings: [Key]
  /// The keys of the section `load`.
  public var load: [Key]
  /// What runs measure, in the order of reports.
  public var measures: [Measure]
  /// What runs measure besides, behind the others, where a scenario says anything of service.
  public var serviceMeasures: [Measure]
  /// What runs measure besides, behind those, where links share connections.
  public var connectionMeasures: [Measure]
  /// Every measure that a run of the protocol may have.
  public var allMeasures: [Measure] { measures + serviceMeasures + connectionMeasures }
  /// Whether the protocol takes its messages to arrive once and in order, as over connections of TCP.
  public var restsOnConnections = false
  /// Measures and checks that only files with certain keys have.
  public var extensions: [VocabularyExtension] = []
  /// What must never be violated: invariants and verdicts, such as `linearizable`.
  public var checkNames: [String]
  /// The keys by which an entry of `agents` says what the protocol heeds of single agents.
  public var traits: [Key]
  /// Known mistakes that can be planted.
  public var mutants: [Mutant]
  /// What scenarios call them.
  public var mutantNames: [String] { mutants.map { $0.name } }
  /// What its clients can be made to ask for; a registry reads it off the load.
  public var requests = RequestForm(NoWish.self)
  /// Whether its agents tell up to which entry they know all to be committed; a registry reads it off the
  /// experiment.
  public var tellsLevels = false
  /// Whether its clients tell of single operations; a registry reads it off the experiment.
  public var tellsOperations = false
  /// Finds mistakes that the descriptions cannot say, such as a heartbeat longer than the election
  /// timeout; `Scenario.diagnostic` makes what it returns.
  public var review: @Sendable (Scenario) -> [Diagnostic]

  /// The words of a protocol; what is left out it does not have.
  public init(
    name: String, about: String, roleNames: [String] = [], milestoneNames: [String] = [],
    messageNames: [String] = [], orderNames: [String] = [], orderSubjects: [OrderSubject]? = nil,
    settings: [Key] = [], load: [Key] = [],
    measures: [Measure] = [],
    serviceMeasures: [Measure] = [], connectionMeasures: [Measure] = [],
    checkNames: [String] = [], traits: [Key] = [], mutants: [Mutant] = [],
    review: @escaping @Sendable (Scenario) -> [Diagnostic] = { _ in [] }
  ) {
    self.name = name
    self.about = about
    self.roleNames = roleNames
    self.milestoneNames = milestoneNames
    self.messageNames = messageNames
    self.orderNames = orderNames
    self.orderSubjects = orderSubjects ?? orderNames.map { _ in .nobody }
    self.settings = settings
    self.load = load
    self.measures = measures
    self.serviceMeasures = serviceMeasures
    self.connectionMeasures = connectionMeasures
    self.checkNames = checkNames
    self.traits = traits
    self.mutants = mutants
    self.review = review
  }
}

extension Vocabulary {
  /// Whether a measure can be had that is of what a key of `measure` says.
  func tells(_ key: String) -> Bool { key == "lag" ? tellsLevels : tellsOperations }
}
