/// What a recorder remembers of what is under way, so that every record can name its cause.
struct CauseTable: Sendable {
  /// Number of the last message, request or reply that was sent.
  private(set) var messages: Int64 = 0
  /// By the network's number of a copy.
  private var copies: [Copy] = []
  /// By agent and slot, the event that armed the timer.
  private var timers: [[Int64]] = []
  /// By agent, the events that asked for the writes that are not durable, oldest first.
  private var writes: [[Int64]] = []
  /// By client, the alarms that are set.
  private var alarms: [[Alarm]] = []
  /// The faults under way, with the event in which each began.
  private var faults: [(index: Int, event: Int64)] = []

  /// A message on its way.
  struct Copy: Sendable {
    var message: Int64 = 0
    /// The event that sent it.
    var event: Int64 = 0
  }

  private struct Alarm: Sendable {
    let code: Int32
    let due: Nanoseconds
    let event: Int64
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
    while writes.count <= agent.index { writes.append([]) }
    writes[agent.index].append(event)
  }

  mutating func settle(of agent: AgentID) -> Int64? {
    guard writes.indices.contains(agent.index), !writes[agent.index].isEmpty else { return nil }
    return writes[agent.index].removeFirst()
  }

  /// A crash forgets the writes that are not durable.
  mutating func crash(_ agent: AgentID) {
    if writes.indices.contains(agent.index) { writes[agent.index].removeAll() }
  }

  mutating func set(_ code: Int32, of client: Int32, due: Nanoseconds, in event: Int64) {
    while alarms.count <= client { alarms.append([]) }
    alarms[Int(client)].append(Alarm(code: code, due: due, event: event))
  }

  mutating func wake(_ code: Int32, of client: Int32, at time: Nanoseconds) -> Int64? {
    guard alarms.indices.contains(Int(client)) else { return nil }
    let own = alarms[Int(client)]
    guard let place = own.firstIndex(where: { $0.code == code && $0.due == time }) else {
      return nil
    }
    alarms[Int(client)].remove(at: place)
    return own[place].event
  }

  mutating func fault(_ fault: FaultEvent, in event: Int64) -> Int64? {
    let began = faults.first { $0.index == fault.index }?.event
    switch fault.phase {
    case .began: faults.append((fault.index, event))
    case .ended: faults.removeAll { $0.index == fault.index }
    case .noTarget, .flapped: break
    }
    return began
  }
}
