import Simulator

/// A machine that only arms its timer again, 1 to 2^20 nanoseconds later.
struct Ticker: Machine {
  struct Settings: Hashable, Sendable {}

  enum Timer: Int, TimerTag, CaseIterable {
    case tick
    func fields<V: FieldVisitor>(into visitor: inout V) { visitor.kind(0, "tick") }
  }

  typealias Message = Nothing
  typealias Storage = NoStorage
  typealias Request = Nothing
  typealias Reply = Nothing
  typealias Note = Nothing

  private(set) var ticks: Int64 = 0

  init(_ profile: Profile, _ settings: Settings) {}

  func fields<V: FieldVisitor>(into visitor: inout V) { visitor.field("ticks", ticks) }

  mutating func start(
    from storage: NoStorage, _ recovery: Recovery, _ turn: inout Turn<Self>
  ) { arm(&turn) }

  mutating func receive(_ message: Nothing, from sender: AgentID, _ turn: inout Turn<Self>) {}

  mutating func expire(_ timer: Timer, _ turn: inout Turn<Self>) {
    ticks &+= 1
    arm(&turn)
  }

  mutating func accept(_ request: Nothing, _ id: RequestID, _ turn: inout Turn<Self>) {}

  private func arm(_ turn: inout Turn<Self>) {
    turn.setTimer(.tick, after: 1 &+ Nanoseconds(turn.random.next() >> 44))
  }
}
