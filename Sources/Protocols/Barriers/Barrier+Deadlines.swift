import Simulator

/// Deadlines of generations, at the coordinator; one timer serves all.
extension Barrier {
  /// Ends, extends or refuses whatever is due.
  mutating func expireDeadlines(_ turn: inout Turn<Barrier>) {
    for instance in generations.due(by: turn.now) {
      guard let index = generations.place(of: instance) else { continue }
      if generations[index].spec == nil {
        refuseEarly(index, &turn)
      } else {
        expireDeadline(index, &turn)
      }
    }
  }

  private mutating func refuseEarly(_ index: Int, _ turn: inout Turn<Barrier>) {
    let generation = generations.remove(at: index)
    for agent in generation.arrived.members {
      turn.send(.refuse(generation.instance, .unknown), to: agent)
    }
  }

  private mutating func expireDeadline(_ index: Int, _ turn: inout Turn<Barrier>) {
    let generation = generations[index]
    switch settings.deadlinePolicy {
    case .abort: conclude(index, .timedOut, &turn)
    case .proceed(let atLeast):
      let isEnough = generation.arrived.count >= Int(atLeast)
      conclude(index, isEnough ? .released : .timedOut, &turn)
    case .extend(let times) where generation.extensions < times:
      let due = turn.now &+ Swift.min(generation.spec?.deadline ?? .never, .never)
      generations[index].extensions &+= 1
      generations[index].deadline = due
      scheduleDeadline(index)
      turn.note(.extended(generation.instance, due: due))
    case .extend: conclude(index, .timedOut, &turn)
    }
  }

  /// Arms the timer for the earliest deadline.
  mutating func armDeadline(_ turn: inout Turn<Barrier>) {
    if let earliest = generations.firstDue() {
      turn.setTimer(.deadline, after: Swift.max(0, earliest &- turn.now))
    } else {
      turn.cancelTimer(.deadline)
    }
  }

  /// Says when a generation ends that is open: not while its members are asked how far they have come.
  mutating func scheduleDeadline(_ index: Int) {
    let generation = generations[index]
    let isDue = generation.outcome == nil && !generation.isInquiring && generation.deadline < .never
    let haste = settings.mistake == .timesOutEarly ? (generation.spec?.deadline ?? 0) / 2 : 0
    generations.setDue(isDue ? generation.deadline - haste : nil, at: index)
  }
}
