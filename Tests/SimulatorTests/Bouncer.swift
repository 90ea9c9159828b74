import Simulator

/// Forwards each ball to a random other agent, writes down every second, and ticks at random.
struct Bouncer: Machine {
  struct Settings: Hashable, Sendable {
    var balls = 3
  }

  struct Ball: MessageContent {
    let number: Int
    var byteCount: Int { 100 }
    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.kind(0, "ball")
      visitor.field("number", number)
    }
  }

  enum Timer: Int, TimerTag, CaseIterable {
    case tick
    case tock
    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.kind(slot, self == .tick ? "tick" : "tock")
    }
  }

  struct Storage: DurableStorage {
    var sum = 0
    func fields<V: FieldVisitor>(into visitor: inout V) { visitor.field("sum", sum) }
    mutating func apply(_ write: Int) { sum &+= write }
  }

  typealias Message = Ball
  typealias Request = Nothing
  typealias Reply = Nothing
  typealias Note = Nothing

  let id: AgentID
  let count: Int
  let settings: Settings
  var seen = 0

  func fields<V: FieldVisitor>(into visitor: inout V) { visitor.field("seen", seen) }

  init(_ profile: Profile, _ settings: Settings) {
    id = profile.id
    count = profile.clusterSize
    self.settings = settings
  }

  mutating func start(from storage: Storage, _ recovery: Recovery, _ turn: inout Turn<Self>) {
    for number in 0..<settings.balls { forward(Ball(number: number), &turn) }
    turn.setTimer(.tick, after: 1 + turn.random.within(0...400))
  }

  mutating func receive(_ ball: Ball, from sender: AgentID, _ turn: inout Turn<Self>) {
    seen += 1
    if seen % 2 == 0 { turn.persist(ball.number) }
    turn.setTimer(.tock, after: 500)
    forward(ball, &turn)
  }

  mutating func expire(_ timer: Timer, _ turn: inout Turn<Self>) {
    forward(Ball(number: 100 + timer.rawValue), &turn)
    turn.setTimer(.tick, after: 1 + turn.random.within(0...400))
  }

  mutating func accept(_ request: Nothing, _ id: RequestID, _ turn: inout Turn<Self>) {}

  private func forward(_ ball: Ball, _ turn: inout Turn<Self>) {
    let step = 1 + Int(turn.random.below(UInt64(count - 1)))
    turn.send(ball, to: AgentID((id.index + step) % count))
  }
}

typealias Hall = World<Bouncer, NoLoad<Bouncer>, Recorder<Bouncer, Nothing>>

/// A cluster of bouncers under every kind of trouble at once, or under the given faults.
func hall(
  faults: [Fault] = Hall.troubles, shufflesTies: Bool = false,
  link: LinkClass? = nil, seed: UInt64 = 1
) -> Hall {
  let rough = LinkClass(
    delay: .uniform(low: 1, high: 300), loss: .independent(Ratio(1, outOf: 20)),
    duplication: Ratio(1, outOf: 20))
  var conditions = Conditions(agentCount: 5, link: link ?? rough)
  conditions.disks = Array(
    repeating: DiskConditions(flush: .uniform(low: 10, high: 200)), count: 5)
  conditions.clocks = (0..<5).map { ClockConditions(offset: 10 * $0, drift: 1000 * $0 - 2000) }
  conditions.faults = faults
  conditions.shufflesTies = shufflesTies
  return World(
    conditions, Bouncer.Settings(), load: NoLoad(),
    observer: Recorder(RecordLog(.recording, keepsTrace: true)), seed: seed)
}

extension Hall {
  static var troubles: [Fault] {
    [
      Fault(name: "pause", trigger: .at(400), action: .pause([.any(2, .none)]), duration: 900),
      Fault(
        name: "crash", trigger: .at(700), action: .crash([.majority(.none)], .torn), duration: 500),
      Fault(
        name: "split", trigger: .at(1500),
        action: .cut(.partition([[.minority(.none)], [.rest]]), .lost),
        duration: 800),
      Fault(
        name: "slow", trigger: .at(1800),
        action: .disk([.all], .slow(thousandths: 3000, floor: 50)), duration: 900),
      Fault(
        name: "rough", trigger: .at(2200),
        action: .links(
          from: nil, to: nil,
          LinkChange(loss: Ratio(1, outOf: 10), extraDelay: .uniform(low: 0, high: 99))),
        duration: 900),
      Fault(
        name: "fast", trigger: .at(2300),
        action: .clockDrift([.any(2, .none)], partsPerMillion: 9000),
        duration: 500),
      Fault(name: "jump", trigger: .at(2900), action: .clockJump([.any(1, .none)], by: 700)),
    ]
  }
}
