import Simulator

/// What a check knows of one agent in its present life: what it holds and what it took up.
struct SwimView {
  /// What it holds of others, where that is not what every life begins with.
  private var members: [Int32: Held] = [:]
  /// The latest probe.
  var probed = AgentID(-1)
  var number: Int32 = -1
  var isAnswered = false
  /// The member whose probe failed last, and in which incarnation.
  var failed: (member: AgentID, incarnation: Int32)?
  /// A message that it is about to take up, which counts once it has.
  var pending: (message: Swim.Message, source: AgentID)?
  /// The agent's own row when it was last stepped; nil before.
  var own: Swim.Row?
  /// Of the others that it holds to be gone, a digest.
  private(set) var goneDigest: UInt64 = 0

  /// What is known of one member at the agent.
  struct Held {
    var row = Swim.Row(.alive, 0)
    /// When the agent came to hold it, on the agent's clock.
    var clock: Nanoseconds = 0
    /// The greatest incarnation in which the agent has heard it alive.
    var aliveIn: Int32 = 0
    /// Who suspects it in the incarnation of `row`, as far as the agent has heard; the first few.
    var accusers: [Int32] = []
  }

  /// What the agent holds of a member.
  subscript(member: AgentID) -> Held { members[member.rawValue] ?? Held() }

  /// The agent holds something else of a member.
  mutating func hold(_ member: AgentID, _ row: Swim.Row, at clock: Nanoseconds) {
    var held = self[member]
    if held.row.isPresent != row.isPresent { goneDigest ^= SwimView.mark(member) }
    if held.row.incarnation != row.incarnation || held.row.status != .suspect {
      held.accusers = []
    }
    held.row = row
    held.clock = clock
    members[member.rawValue] = held
  }

  /// The agent heard that another suspects a member.
  mutating func accuse(_ member: AgentID, _ incarnation: Int32, by accuser: AgentID) {
    var held = self[member]
    // One that it hears before it holds the suspicion is the suspicion's first.
    guard held.row == Swim.Row(.suspect, incarnation), held.accusers.count < 64,
      !held.accusers.contains(accuser.rawValue)
    else { return }
    held.accusers.append(accuser.rawValue)
    members[member.rawValue] = held
  }

  /// The agent heard that a member is alive.
  mutating func hearAlive(_ member: AgentID, _ incarnation: Int32) {
    var held = self[member]
    if held.aliveIn >= incarnation { return }
    held.aliveIn = incarnation
    members[member.rawValue] = held
  }

  static func mark(_ member: AgentID) -> UInt64 {
    RandomStream.mix(UInt64(UInt32(bitPattern: member.rawValue)) &+ 1)
  }
}
