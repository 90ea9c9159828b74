import Simulator

/// Suspicions that are open at an agent, found by member and by deadline.
struct SuspicionList: Hashable, Sendable {
  /// A suspicion of one member.
  struct Suspicion: Hashable, Sendable {
    let incarnation: Int32
    /// When it began, on the agent's clock.
    let start: Nanoseconds
    var deadline: Nanoseconds
    /// Who suspects the member, each once; the first is who told first.
    var accusers: [Int32]
  }

  /// A deadline that a suspicion had once; it may have an earlier one, or be over.
  private struct Due: Hashable, Sendable {
    let time: Nanoseconds
    let member: AgentID
  }

  private var byMember: [Int32: Suspicion] = [:]
  /// A binary heap, the earliest first.
  private var heap: [Due] = []

  var count: Int { byMember.count }

  subscript(member: AgentID) -> Suspicion? { byMember[member.rawValue] }

  /// Opens a suspicion, or gives it another deadline, which is not later.
  mutating func set(_ suspicion: Suspicion, of member: AgentID) {
    let old = byMember.updateValue(suspicion, forKey: member.rawValue)
    if old?.deadline != suspicion.deadline {
      push(Due(time: suspicion.deadline, member: member))
    }
  }

  mutating func close(_ member: AgentID) {
    byMember.removeValue(forKey: member.rawValue)
    if byMember.isEmpty { heap = [] }
  }

  mutating func closeAll() { self = SuspicionList() }

  /// The earliest deadline, if any suspicion is open.
  ///
  /// - Complexity: O(log suspicions), amortised.
  mutating func earliest() -> Nanoseconds? {
    while let first = heap.first {
      if byMember[first.member.rawValue]?.deadline == first.time { return first.time }
      pop()
    }
    return nil
  }

  /// Closes the suspicion with the earliest deadline if that has passed.
  mutating func takeOverdue(at now: Nanoseconds) -> (member: AgentID, incarnation: Int32)? {
    guard let time = earliest(), time <= now, let first = heap.first,
      let suspicion = byMember[first.member.rawValue]
    else { return nil }
    close(first.member)
    return (first.member, suspicion.incarnation)
  }

  /// Whom they concern, ascending.
  ///
  /// - Complexity: O(n log n) of the suspicions.
  var members: [AgentID] {
    var result: [AgentID] = []
    for due in heap.sorted(by: { $0.member < $1.member })
    where byMember[due.member.rawValue]?.deadline == due.time && result.last != due.member {
      result.append(due.member)
    }
    return result
  }

  private mutating func push(_ due: Due) {
    heap.append(due)
    var place = heap.count - 1
    while place > 0, heap[place].time < heap[(place - 1) / 2].time {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func pop() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var place = 0
    while 2 * place + 1 < heap.count {
      var child = 2 * place + 1
      if child + 1 < heap.count, heap[child + 1].time < heap[child].time { child += 1 }
      if heap[place].time <= heap[child].time { return }
      heap.swapAt(place, child)
      place = child
    }
  }
}
