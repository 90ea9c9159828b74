public import Simulator

/// An operator, who wants agents to be members or to lead and asks until they are.
///
/// It is one more client, behind those of the store. What it wants at random comes from its own stream, a
/// fixed number of words each time. It believes an agent to lead, follows hints, and asks again after a
/// refusal or silence, for the membership that it wanted last before anything else.
extension KeyValueLoad {
  /// What an operator wants, when.
  public struct OperatorSettings: Hashable, Sendable {
    /// At times that a scenario names.
    public var steps: [OperatorStep] = []
    /// Mean time from one random wish to the next; nil if there are none.
    public var every: Nanoseconds?
    /// Random wishes come within this time.
    public var span: ClosedRange<Nanoseconds> = 0...0
    /// How many voters a random wish is for.
    public var voters: ClosedRange<Int> = 3...3
    /// Share of random wishes that another voter leads.
    public var transfers = Ratio.never
    /// Who takes part at the start.
    public var members: UInt64 = 0
    /// Whether a random wish may exchange any number of voters, or one.
    public var exchangesMany = false

    /// The defaults.
    public init() {}
  }

  /// What an operator wants from a time on.
  public struct OperatorStep: Hashable, Sendable {
    /// When it comes to want it.
    public let time: Nanoseconds
    /// What it is.
    public let change: Raft.Change

    /// A wish of a time.
    public init(at time: Nanoseconds, _ change: Raft.Change) {
      self.time = time
      self.change = change
    }
  }

  /// What an operator knows and waits for.
  struct OperatorState: Sendable {
    var believed = AgentID(0)
    /// Who it wants to be members; as of its last wish, fulfilled or not.
    var wanted: UInt64
    /// What it still asks for, the first in front, with when it came to want it.
    var open: [(change: Raft.Change, since: Nanoseconds)] = []
    var attempt: Int32 = 0
    /// When it asks again; it waits for an answer until then.
    var due = Nanoseconds.never
    var isAsking = false
    var redirects = 0
  }

  /// The operator's number among the clients; it has none of their sessions.
  private var operatorClient: Int32 { Int32(truncatingIfNeeded: settings.clients) }

  func isOperator(_ client: Int32) -> Bool { client == operatorClient }

  mutating func startOperator(_ turn: inout LoadTurn<KeyValueLoad>) {
    guard let plan = settings.operator else { return }
    for (place, step) in plan.steps.enumerated() {
      wake(operatorClient, .script(Int32(truncatingIfNeeded: place)), at: step.time, &turn)
    }
    scheduleWish(after: plan.span.lowerBound, plan, &turn)
  }

  private mutating func scheduleWish(
    after time: Nanoseconds, _ plan: OperatorSettings, _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    guard let every = plan.every else { return }
    let interval = Delay.exponential(mean: every, offset: 0)
    let next = time + Swift.max(1, interval.sample(turn.random.next()))
    if next < plan.span.upperBound { wake(operatorClient, .arrival, at: next, &turn) }
  }

  mutating func wakeOperator(_ alarm: Alarm, _ turn: inout LoadTurn<KeyValueLoad>) {
    guard let plan = settings.operator else { return }
    switch alarm {
    case .script(let place): want(plan.steps[Int(place)].change, &turn)
    case .arrival:
      want(drawWish(plan, &turn), &turn)
      scheduleWish(after: turn.now, plan, &turn)
    case .sweep, .slot:
      guard turn.now == operating.due else { return }
      if operating.isAsking { doubt(operating.believed) }
      askForChange(&turn)
    }
  }

  /// Comes to want something; another membership takes the place of the one that it wanted before.
  private mutating func want(_ change: Raft.Change, _ turn: inout LoadTurn<KeyValueLoad>) {
    switch change {
    case .members(let set):
      operating.wanted = set
      operating.open = [(change, turn.now)]
    case .transfer:
      operating.open.removeAll { if case .transfer = $0.change { true } else { false } }
      operating.open.append((change, turn.now))
    case .add(let agent), .promote(let agent):
      operating.wanted |= Raft.Membership.bit(agent)
      operating.open.append((change, turn.now))
    case .remove(let agent):
      operating.wanted &= ~Raft.Membership.bit(agent)
      operating.open.append((change, turn.now))
    case .addLearner: operating.open.append((change, turn.now))
    }
    turn.note(.demanded(change))
    askForChange(&turn)
  }

  /// Always draws five words.
  private func drawWish(
    _ plan: OperatorSettings, _ turn: inout LoadTurn<KeyValueLoad>
  ) -> Raft.Change {
    let isTransfer = turn.random.happens(plan.transfers)
    let (size, first, second, many) = (
      turn.random.next(), turn.random.next(), turn.random.next(), turn.random.next()
    )
    let voters = Raft.Membership.agents(operating.wanted)
    if isTransfer { return .transfer(voters[Int(first % UInt64(voters.count))]) }
    let limits = plan.voters
    let count = limits.lowerBound + Int(size % UInt64(limits.count))
    var set = operating.wanted
    if plan.exchangesMany {
      // Any set of that size.
      var stream = RandomStream(seed: many, .load)
      var all = (0..<settings.agents).map { AgentID($0) }
      stream.shuffle(&all)
      return .members(Raft.Membership.set(Array(all[..<count])))
    }
    let others = (0..<settings.agents).map { AgentID($0) }.filter { !voters.contains($0) }
    if voters.count >= count, voters.count > 1 {
      set &= ~Raft.Membership.bit(voters[Int(first % UInt64(voters.count))])
    }
    if voters.count <= count, !others.isEmpty {
      set |= Raft.Membership.bit(others[Int(second % UInt64(others.count))])
    }
    return .members(set)
  }

  /// Asks the agent that it believes to lead for the first of what it wants.
  private mutating func askForChange(_ turn: inout LoadTurn<KeyValueLoad>) {
    guard let first = operating.open.first else {
      operating.isAsking = false
      operating.due = .never
      return
    }
    operating.attempt &+= 1
    operating.isAsking = true
    let session = Raft.Session(client: -1, sequence: operating.attempt)
    turn.submit(
      Raft.Request(session, .change(first.change)),
      RequestID(client: operatorClient, attempt: operating.attempt), to: operating.believed)
    awaitOperator(settings.timeout, &turn)
  }

  private mutating func awaitOperator(
    _ time: Nanoseconds, _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    operating.due = turn.now + time
    wake(operatorClient, .sweep, at: operating.due, &turn)
  }

  private mutating func doubt(_ agent: AgentID) {
    if operating.believed == agent {
      operating.believed = AgentID((agent.index + 1) % settings.agents)
    }
    operating.redirects = 0
  }

  /// An answer to the operator; one to an earlier attempt says nothing of what it wants now.
  mutating func receiveByOperator(
    _ reply: Raft.Reply, to id: RequestID, from agent: AgentID,
    _ turn: inout LoadTurn<KeyValueLoad>
  ) {
    guard id.attempt == operating.attempt, operating.isAsking, let first = operating.open.first
    else { return }
    switch reply {
    case .changed:
      operating.open.removeFirst()
      turn.note(.satisfied(first.change, since: first.since))
      askForChange(&turn)
    case .notLeader(let hint):
      if let hint, hint != agent, operating.redirects < settings.agents {
        operating.redirects += 1
        operating.believed = hint
        return askForChange(&turn)
      }
      doubt(agent)
      askLater(&turn)
    case .refused(let refusal):
      turn.note(.rebuffed(first.change, refusal))
      if case .transfer = first.change, isFinal(refusal) { operating.open.removeFirst() }
      askLater(&turn)
    case .value, .written, .mismatch, .unknown, .opened, .sessionExpired: break
    }
  }

  /// Whether asking for a transfer again is of no use.
  private func isFinal(_ refusal: Raft.Refusal) -> Bool {
    refusal == .noVoter || refusal == .mayNotLead || refusal == .noAgent || refusal == .notTaken
  }

  private mutating func askLater(_ turn: inout LoadTurn<KeyValueLoad>) {
    operating.isAsking = false
    awaitOperator(turn.random.within(settings.backoff) + 1, &turn)
  }
}
