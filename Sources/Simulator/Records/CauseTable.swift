/// What a recorder remembers of what is under way, so that every record can name its cause.
struct CauseTable: Sendable {
  /// Number of the last message, request or reply that was sent.
  private(set) var messages: Int64 = 0
  /// By the network's number of a copy.
  private var copies: [Copy] = []
  /// By agent and slot, the event that armed the timer.
  private var timers: [[Int64]] = []
  /// By agent, the events that asked for the writes that are not durable, oldest first.
  private var writes: [(events: [Int64], head: Int)] = []
  /// The events that set each alarm, oldest first; seldom more than one.
  private var alarms: [Alarm: [Int64]] = [:]
  /// By fault under way, the event in which it began.
  private var faults: [Int: Int64] = [:]

  /// A message on its way.
  struct Copy: Sendable {
    var message: Int64 = 0
    /// The event that sent it.
    var event: Int64 = 0
  }

  private struct Alarm: Hashable, Sendable {
    let client: Int32
    let code: Int32
    let due: Nanoseconds
  }

  mutating func send() -> Int64 {
    messages += 1
    return messages
  }

  mutating func launch(_ copy: Int32, in event: Int64) {
    while copies.count <= copy { copies.append(Copy()) }
    copies[Int(copy)] = Copy(message: messages, event: event)
  }

  func copy(_ copy: Int32) -> Copy {
    copies.indices.contains(Int(copy)) ? copies[Int(copy)] : Copy()
  }

  mutating func arm(_ slot: Int, of agent: AgentID, in event: Int64) {
    while timers.count <= agent.index { timers.append([]) }
    while timers[agent.index].count <= slot { timers[agent.index].append(0) }
    timers[agent.index][slot] = event
  }

  func armed(_ slot: Int, of agent: AgentID) -> Int64? {
    guard timers.indices.contains(agent.index), timers[agent.index].indices.contains(slot) else {
      return nil
    }
    return timers[agent.index][slot]
  }

  mutating func write(of agent: AgentID, in event: Int64) {
    while writes.count <= agent.index { writes.append(([], 0)) }
    writes[agent.index].events.append(event)
  }

  mutating func settle(of agent: AgentID) -> Int64? {
    guard writes.indices.contains(agent.index),
      writes[agent.index].head < writes[agent.index].events.count
    else { return nil }
    let head = writes[agent.index].head
    let event = writes[agent.index].events[head]
    writes[agent.index].head = head + 1
    if 2 * (head + 1) >= writes[agent.index].events.count {
      writes[agent.index].events.removeFirst(head + 1)
      writes[agent.index].head = 0
    }
    return event
  }

  /// A crash forgets the writes that are not durable.
  mutating func crash(_ agent: AgentID) {
    if writes.indices.contains(agent.index) { writes[agent.index] = ([], 0) }
  }

  mutating func set(_ code: Int32, of client: Int32, due: Nanoseconds, in event: Int64) {
    alarms[Alarm(client: client, code: code, due: due), default: []].append(event)
  }

  mutating func wake(_ code: Int32, of client: Int32, at time: Nanoseconds) -> Int64? {
    let alarm = Alarm(client: client, code: code, due: time)
    guard var events = alarms.removeValue(forKey: alarm) else { return nil }
    let event = events.removeFirst()
    if !events.isEmpty { alarms[alarm] = events }
    return event
  }

  mutating func fault(_ fault: FaultEvent, in event: Int64) -> Int64? {
    let began = faults[fault.index]
    switch fault.phase {
    case .began: faults[fault.index] = event
    case .ended: faults[fault.index] = nil
    case .noTarget, .flapped: break
    }
    return began
  }
}
