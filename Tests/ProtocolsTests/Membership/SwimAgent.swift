import Simulator

@testable import Protocols

/// One agent of membership that is stepped by hand, on a clock in milliseconds.
struct SwimAgent {
  private(set) var machine: Swim
  private let id: AgentID
  /// The agent's clock.
  var now: Int64 = 0
  private var random = RandomStream(seed: 7, .test)
  private(set) var startEffects: [Effect<Swim>] = []

  /// An agent of a group of four unless said otherwise.
  init(
    _ settings: Swim.Settings = SwimAgent.settings(), id: Int = 0, of count: Int = 4,
    storage: Swim.Storage = Swim.Storage(), _ recovery: Recovery = .fresh
  ) {
    self.id = AgentID(id)
    machine = Swim(Profile(id: AgentID(id), clusterSize: count), settings)
    startEffects = step { $0.start(from: storage, recovery, &$1) }
  }

  /// Periods of a second that start when clocks show one, and timeouts of 300 ms.
  static func settings(_ change: (inout Swim.Settings) -> Void = { _ in }) -> Swim.Settings {
    var settings = Swim.Settings()
    settings.phases = .aligned
    settings.timeout = 300 * .millisecond
    change(&settings)
    return settings
  }

  private mutating func step(
    _ body: (inout Swim, inout Turn<Swim>) -> Void
  ) -> [Effect<Swim>] {
    var turn = Turn<Swim>(agent: id, now: now * .millisecond, random: random)
    body(&machine, &turn)
    random = turn.random
    return turn.takeEffects()
  }

  @discardableResult
  mutating func receive(_ message: Swim.Message, from sender: Int = 1) -> [Effect<Swim>] {
    step { $0.receive(message, from: AgentID(sender), &$1) }
  }

  @discardableResult
  mutating func expire(_ timer: Swim.Timer) -> [Effect<Swim>] {
    step { $0.expire(timer, &$1) }
  }

  @discardableResult
  mutating func accept(_ request: Swim.Request) -> [Effect<Swim>] {
    step { $0.accept(request, RequestID(client: 0, attempt: 3), &$1) }
  }

  /// Lets the next period start; returns its ping.
  @discardableResult
  mutating func nextPeriod() -> (target: AgentID, number: Int32, news: [Swim.Update])? {
    now = (now / 1000 + 1) * 1000
    for case .send(.ping(let number, let news), let target) in expire(.period) {
      return (target, number, news)
    }
    return nil
  }

  /// What it holds of an agent.
  func row(_ member: Int) -> Swim.Row { machine.table[AgentID(member)] }
}

/// A row of an agent, told by another where it is suspected.
func update(
  _ member: Int, _ status: Swim.Status, _ incarnation: Int32 = 0, by accuser: Int? = nil
) -> Swim.Update {
  Swim.Update(AgentID(member), Swim.Row(status, incarnation), by: accuser.map { AgentID($0) })
}
