import Simulator

extension TeamAgent {
  /// What an agent does as a worker; a crash takes all of it.
  struct Work: Hashable, Sendable {
    /// The latest term of a coordinator that gave a lease.
    var term: Election.Term = 0
    /// The task under way, for which the work timer is armed.
    var current: Order?
    /// Tasks that wait, for their turn or for their snapshot.
    var queue: [Order] = []
    /// What was done in the rounds that are not decided.
    var done: [Report] = []

    struct Order: Hashable, Sendable {
      var lease: Lease
      var coordinator: AgentID
    }

    struct Report: Hashable, Sendable {
      var order: Order
      let values: [Int64]
      var sentAt: Nanoseconds = 0
      /// Whether the coordinator has said what became of it.
      var isSettled = false
    }

    var awaitsReceipt: Bool { done.contains { !$0.isSettled } }

    mutating func settle(_ lease: Lease) {
      for index in done.indices where done[index].order.lease == lease {
        done[index].isSettled = true
      }
    }
  }

  /// Takes a task on; the same work under a newer lease goes on under that, or is reported again.
  mutating func receiveLease(
    _ lease: Lease, from sender: AgentID, _ turn: inout Turn<TeamAgent>
  ) {
    if lease.term < work.term || lease.round < decided.round { return }
    work.term = lease.term
    let order = Work.Order(lease: lease, coordinator: sender)
    if let index = work.done.firstIndex(where: { $0.order.lease.isSameWork(as: lease) }) {
      if isOlder(lease, than: work.done[index].order.lease) { return }
      if settings.mistake == .reportsOnce { return }
      work.done[index].order = order
      work.done[index].isSettled = false
      return report(index, &turn)
    }
    if let current = work.current, current.lease.isSameWork(as: lease) {
      if !isOlder(lease, than: current.lease) { work.current = order }
      return
    }
    if let index = work.queue.firstIndex(where: { $0.lease.isSameWork(as: lease) }) {
      if !isOlder(lease, than: work.queue[index].lease) { work.queue[index] = order }
    } else {
      work.queue.append(order)
    }
    if snapshot(lease.round, lease.base) == nil {
      turn.send(.fetch(round: lease.round, digest: lease.base), to: sender)
    }
    startWork(&turn)
  }

  private func isOlder(_ lease: Lease, than other: Lease) -> Bool {
    (lease.term, lease.number) < (other.term, other.number)
  }

  /// Starts the first task whose snapshot is here, unless one is under way.
  mutating func startWork(_ turn: inout Turn<TeamAgent>) {
    guard work.current == nil,
      let index = work.queue.firstIndex(where: { snapshot($0.lease.round, $0.lease.base) != nil })
    else { return }
    let order = work.queue.remove(at: index)
    guard let base = snapshot(order.lease.round, order.lease.base) else { return }
    work.current = order
    let isRushed = settings.mistake == .reportsUndone
    turn.setTimer(
      .work, after: isRushed ? 0 : settings.duration(of: order.lease.task, from: base))
  }

  /// The task is done: what it gives is computed and reported.
  mutating func completeWork(_ turn: inout Turn<TeamAgent>) {
    guard let order = work.current else { return }
    work.current = nil
    if let base = snapshot(order.lease.round, order.lease.base) {
      turn.compute(settings.job.work(of: order.lease.task, from: base))
      let values = settings.job.result(of: order.lease.task, from: base)
      if settings.mistake != .reportsUndone { turn.note(.worked(order.lease)) }
      work.done.append(Work.Report(order: order, values: values))
      report(work.done.count - 1, &turn)
    }
    startWork(&turn)
  }

  private mutating func report(_ index: Int, _ turn: inout Turn<TeamAgent>) {
    work.done[index].sentAt = turn.now
    if settings.mistake == .reportsOnce { work.done[index].isSettled = true }
    let report = work.done[index]
    turn.send(.report(report.order.lease, report.values), to: report.order.coordinator)
  }

  mutating func reportAgain(_ turn: inout Turn<TeamAgent>) {
    for index in work.done.indices
    where !work.done[index].isSettled && turn.now >= work.done[index].sentAt &+ settings.resend {
      report(index, &turn)
    }
  }

  /// A round was decided: what was done for it, or for another snapshot, is of no use.
  mutating func dropStaleWork(_ turn: inout Turn<TeamAgent>) {
    func isStale(_ lease: Lease) -> Bool {
      lease.round < decided.round || lease.round == decided.round && lease.base != decided.digest
    }
    work.queue.removeAll { isStale($0.lease) }
    work.done.removeAll { isStale($0.order.lease) }
    if let current = work.current, isStale(current.lease) {
      work.current = nil
      turn.cancelTimer(.work)
    }
  }
}
