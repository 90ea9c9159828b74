public import Simulator

extension DeliberationLoad {
  /// What clients ask for, of which agents, and when. Times are in nanoseconds.
  public struct Settings: Hashable, Sendable {
    /// Number of clients.
    public var clients: Int
    /// Number of agents that may be asked.
    public var agents: Int
    /// When clients propose.
    public var pace: Pace
    /// When clients start.
    public var start: Nanoseconds
    /// When clients stop.
    public var stop: Nanoseconds
    /// The agent that every proposal goes to; nil for each agent in turn.
    public var target: AgentID?
    /// Variables `0..<variables` change.
    public var variables: Int32
    /// Values are drawn from this range.
    public var values: ClosedRange<Int64>
    /// How clients ask for a choice, and among how many candidates; nil for plain proposals.
    public var choice: Choice?
    /// How rankings of listed candidates make a winner.
    public var rule: Candidates.Rule
    /// How long a client waits to be told how its proposal ended.
    public var patience: Nanoseconds
    /// Whether a client takes anything but success for impossible, and exits.
    public var isHardMatching: Bool
    /// Requests of client 0 at times of their own.
    public var script: [Scripted]

    /// Clients that propose; by default one that does only what the script lists.
    public init(
      clients: Int = 1, agents: Int, pace: Pace = .scripted, start: Nanoseconds = 0,
      stop: Nanoseconds = .never, target: AgentID? = nil, variables: Int32 = 1,
      values: ClosedRange<Int64> = 1...1000, choice: Choice? = nil,
      rule: Candidates.Rule = .plurality, patience: Nanoseconds = 60 * .second,
      isHardMatching: Bool = false, script: [Scripted] = []
    ) {
      precondition(clients >= 0, "clients \(clients) must not be negative")
      precondition(agents > 0, "agents \(agents) must be positive")
      precondition(variables > 0, "variables \(variables) must be positive")
      self.clients = clients
      self.agents = agents
      self.pace = pace
      self.start = start
      self.stop = stop
      self.target = target
      self.variables = variables
      self.values = values
      self.choice = choice
      self.rule = rule
      self.patience = patience
      self.isHardMatching = isHardMatching
      self.script = script
    }
  }

  /// A choice among candidates that are drawn.
  public struct Choice: Hashable, Sendable {
    /// Number of candidates.
    public var candidates: Int
    /// How rankings make a winner.
    public var rule: Candidates.Rule

    /// A choice among this number of candidates.
    public init(candidates: Int, rule: Candidates.Rule) {
      self.candidates = candidates
      self.rule = rule
    }
  }

  /// When a client proposes.
  public enum Pace: Hashable, Sendable {
    /// At times that are drawn, whatever became of the proposal before.
    case open(every: Delay)
    /// This long after it was told how the proposal before ended, or gave up waiting.
    case closed(think: Delay)
    /// Only as listed.
    case scripted
  }

  /// One request of client 0 at a time of its own.
  public struct Scripted: Hashable, Sendable {
    /// When the client asks.
    public var at: Nanoseconds
    /// The agent that it asks.
    public var agent: AgentID
    /// What it asks for.
    public var request: Item

    /// What a client can be made to ask for.
    public enum Item: Hashable, Sendable {
      case propose(variable: Int32, value: Int64, expectedVersion: Int32?)
      case choose(variable: Int32, values: [Int64], rule: Candidates.Rule)
      /// A vote, as told, on the proposal that was begun last.
      case vote(Vote.Choice)
    }

    /// A request at this time.
    public init(at: Nanoseconds, agent: AgentID, _ request: Item) {
      self.at = at
      self.agent = agent
      self.request = request
    }
  }
}
