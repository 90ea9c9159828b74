import Simulator

/// The members that an agent probes, in a random order that is drawn anew in each pass.
///
/// A pass is shuffled as it goes: each turn draws one of those that have not had theirs (Fisher and Yates).
/// That is the paper's shuffled list, where a newcomer takes a random place among those to come, and costs no
/// more in the turn that ends a pass than in another. A member that is gone is taken out when it is met.
struct ProbeOrder: Hashable, Sendable {
  private(set) var members: [Int32]
  /// The first that has not had its turn in this pass.
  private(set) var place = 0

  /// All agents but one.
  init(count: Int, except agent: AgentID) {
    members = (0..<Int32(truncatingIfNeeded: count)).filter { $0 != agent.rawValue }
  }

  /// Takes a member in, among those whose turn is to come in this pass.
  mutating func insert(_ member: AgentID) { members.append(member.rawValue) }

  /// Draws a member that has not had its turn in this pass, and gives it its turn.
  mutating func next(_ random: inout RandomStream) -> AgentID? {
    if place >= members.count { place = 0 }
    if members.isEmpty { return nil }
    let drawn = place + Int(truncatingIfNeeded: random.below(UInt64(members.count - place)))
    members.swapAt(place, drawn)
    place += 1
    return AgentID(rawValue: members[place - 1])
  }

  /// Takes out the member that had its turn last.
  mutating func removeLatest() {
    place -= 1
    members.swapAt(place, members.count - 1)
    members.removeLast()
  }

  /// The position of a member drawn uniformly, whether or not it has had its turn.
  func drawPosition(_ random: inout RandomStream) -> Int? {
    members.isEmpty ? nil : Int(truncatingIfNeeded: random.below(UInt64(members.count)))
  }

  /// Takes out the member at a position.
  mutating func remove(at position: Int) {
    var position = position
    if position < place {
      place -= 1
      members.swapAt(position, place)
      position = place
    }
    members.swapAt(position, members.count - 1)
    members.removeLast()
  }
}
