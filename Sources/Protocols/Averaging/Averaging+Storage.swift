public import Simulator

extension Averaging {
  /// What an agent's disk keeps.
  public struct Storage: DurableStorage {
    /// The agent's number, or in push-sum the part of numbers that it holds.
    public private(set) var value: Int64 = 0
    /// In push-sum the part of weights that it holds, else `one`; 0 without a number.
    public private(set) var weight: Int64 = 0
    /// Whether the agent has drawn its first number, or lost it.
    public private(set) var hasBegun = false
    /// The last round for which the agent has given its number, or a part of it, away.
    public private(set) var round: Int32 = 0
    /// The leader to which its number is promised in that round: it must not change until that leader says.
    public private(set) var leader: AgentID?
    /// As a leader the agent decides on no round up to this one any more.
    public private(set) var closedThrough: Int32 = 0
    /// Decisions of its own that members have not acknowledged.
    public var results: [Result] { decided.items }
    private var decided = KeyedList<Averaging.Part, Result>()
    /// Parts that are under way and not acknowledged.
    public private(set) var outgoing: [Share] = []
    /// By hop, the number of the last part taken from the agent that far behind.
    public private(set) var taken: [Int32] = []

    public init() {}
  }

  /// An agent's part in a round.
  struct Part: Hashable, Sendable {
    let agent: AgentID
    let round: Int32
  }

  /// What a leader decided for a member.
  public struct Result: Hashable, Sendable {
    /// The member.
    public let agent: AgentID
    /// The round for which it had offered its number.
    public let round: Int32
    /// Its number from then on.
    public let value: Int64

    /// A decision for a member.
    public init(agent: AgentID, round: Int32, value: Int64) {
      self.agent = agent
      self.round = round
      self.value = value
    }
  }
}

extension Averaging.Storage {
  /// A durable write.
  public enum Write: Hashable, Sendable {
    /// The agent's first number and weight; weight 0 if it lost its disk.
    case began(Int64, weight: Int64)
    /// Where nothing is acknowledged, the average.
    case averaged(Int64)
    /// The number is promised to a leader.
    case offered(round: Int32, to: AgentID)
    /// The leader decided.
    case resolved(Int64)
    /// The leader did not take the number.
    case released
    /// As a leader: its own number now, and those of the members.
    case decided(round: Int32, Int64, [Averaging.Result])
    /// As a leader: no round up to this one is decided any more.
    case closed(round: Int32)
    /// As a leader: a member has its result.
    case settled(AgentID, round: Int32)
    /// Push-sum: what is left, and the part under way.
    case shared(Int64, weight: Int64, Averaging.Share)
    /// Push-sum: what it is now, with the part of this number.
    case took(Int64, weight: Int64, hop: Int32, sequence: Int32)
    /// Push-sum: the part under way has arrived.
    case delivered(hop: Int32)
  }

  public mutating func apply(_ write: Write) {
    switch write {
    case .began(let value, let weight):
      (self.value, self.weight) = (value, weight)
      hasBegun = true
    case .averaged(let value): self.value = value
    case .offered(let round, let leader):
      self.round = round
      self.leader = leader
    case .resolved(let value):
      self.value = value
      leader = nil
    case .released: leader = nil
    case .decided(let round, let value, let results):
      self.value = value
      for result in results {
        decided.append(result, Averaging.Part(agent: result.agent, round: result.round))
      }
      closedThrough = max(closedThrough, round)
    case .closed(let round): closedThrough = max(closedThrough, round)
    case .settled(let agent, let round):
      if let place = decided.place(of: Averaging.Part(agent: agent, round: round)) {
        decided.remove(at: place)
      }
    case .shared(let value, let weight, let share):
      (self.value, self.weight) = (value, weight)
      round = share.sequence
      outgoing.append(share)
    case .took(let value, let weight, let hop, let sequence):
      (self.value, self.weight) = (value, weight)
      while taken.count <= hop { taken.append(0) }
      taken[Int(hop)] = sequence
    case .delivered(let hop): outgoing.removeAll { $0.hop == hop }
    }
  }

  /// The number of the last part taken from the agent `2^hop` behind.
  func lastTaken(_ hop: Int32) -> Int32 { hop < taken.count ? taken[Int(hop)] : 0 }

  /// What was decided for a member that has not acknowledged it.
  func result(for agent: AgentID, round: Int32) -> Int64? {
    decided.item(Averaging.Part(agent: agent, round: round))?.value
  }

  /// Whether something waits for another agent's word.
  var isOpen: Bool { leader != nil || !decided.isEmpty || !outgoing.isEmpty }
}
