import Simulator

extension Supervision {
  /// What is due when, on the agent's own clock; one timer serves all.
  struct Agenda: Hashable, Sendable {
    /// By time, and at one time in the order asked for.
    private(set) var entries: [Entry] = []

    struct Entry: Hashable, Sendable {
      let due: Nanoseconds
      let node: Int32
      let event: Event
    }

    enum Event: Hashable, Sendable {
      case startOver(fails: Bool)
      case stopOver
      case graceOver
      case failure
      case callOver
      /// The pause before the restart of a child.
      case pauseOver
      /// The application is started again.
      case reboot
    }

    var firstDue: Nanoseconds? { entries.first?.due }

    mutating func add(_ event: Event, of node: Int32, at due: Nanoseconds) {
      let place = entries.firstIndex { $0.due > due } ?? entries.count
      entries.insert(Entry(due: due, node: node, event: event), at: place)
    }

    mutating func popDue(at time: Nanoseconds) -> Entry? {
      guard let first = entries.first, first.due <= time else { return nil }
      return entries.removeFirst()
    }

    /// Nothing is due of a process that has ended.
    mutating func remove(_ node: Int32) { entries.removeAll { $0.node == node } }
  }

  /// Time from now, which may be nothing.
  func draw(_ delay: Delay, _ turn: inout Turn<Supervision>) -> Nanoseconds {
    if case .constant(let time) = delay { return time }
    return delay.sample(turn.random.next())
  }

  mutating func carryOut(_ entry: Agenda.Entry, _ turn: inout Turn<Supervision>) {
    let node = entry.node
    switch entry.event {
    case .startOver(let fails): finishStart(node, fails: fails, &turn)
    case .stopOver: end(node, .shutdown, &turn)
    case .graceOver: end(node, .killed, &turn)
    case .failure: end(node, self.node(node).work.failAs, &turn)
    case .callOver: finishCall(node, &turn)
    case .pauseOver: signal(.resume(node), to: self.node(node).parent!)
    case .reboot: start(0, .boot, &turn)
    }
  }

  /// Arms the timer for what is due first.
  mutating func arm(_ turn: inout Turn<Supervision>) {
    guard agenda.firstDue != armedFor else { return }
    armedFor = agenda.firstDue
    if let due = agenda.firstDue {
      turn.setTimer(.wake, after: Swift.max(0, due &- turn.now))
    } else {
      turn.cancelTimer(.wake)
    }
  }
}
