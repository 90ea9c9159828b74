import Simulator

/// Deadlines of generations, at the coordinator; one timer serves all.
extension Barrier {
  /// Ends, extends or refuses whatever is due.
  mutating func expireDeadlines(_ turn: inout Turn<Barrier>) {
    var place = 0
    while place < gatherings.count {
      let gathering = gatherings[place]
      if gathering.outcome == nil, !gathering.isInquiring, gathering.deadline <= turn.now {
        if gathering.spec == nil {
          refuseEarly(place, &turn)
          continue
        }
        expireDeadline(place, &turn)
      }
      place += 1
    }
  }

  private mutating func refuseEarly(_ place: Int, _ turn: inout Turn<Barrier>) {
    let gathering = gatherings.remove(at: place)
    for agent in gathering.arrived.members {
      turn.send(.refuse(gathering.instance, .unknown), to: agent)
    }
  }

  private mutating func expireDeadline(_ place: Int, _ turn: inout Turn<Barrier>) {
    let gathering = gatherings[place]
    switch settings.deadlinePolicy {
    case .abort: conclude(place, .timedOut, &turn)
    case .proceed(let atLeast):
      let isEnough = gathering.arrived.count >= Int(atLeast)
      conclude(place, isEnough ? .released : .timedOut, &turn)
    case .extend(let times) where gathering.extensions < times:
      let due = turn.now &+ Swift.min(gathering.spec?.deadline ?? .never, .never)
      gatherings[place].extensions &+= 1
      gatherings[place].deadline = due
      turn.note(.extended(gathering.instance, due: due))
    case .extend: conclude(place, .timedOut, &turn)
    }
  }

  /// Arms the timer for the earliest deadline.
  mutating func armDeadline(_ turn: inout Turn<Barrier>) {
    var earliest = Nanoseconds.never
    for gathering in gatherings where gathering.outcome == nil && !gathering.isInquiring {
      earliest = Swift.min(earliest, gathering.deadline)
    }
    if earliest < .never {
      turn.setTimer(.deadline, after: Swift.max(0, earliest &- turn.now))
    } else {
      turn.cancelTimer(.deadline)
    }
  }
}
