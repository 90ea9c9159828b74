public import Simulator

/// The bully algorithm made safe: terms, acknowledgement by a majority, and leases.
///
/// An agent that suspects the leader asks the fitter members of the scope whether they are there; if
/// nobody answers, it asks all to acknowledge it as leader of a later term. A member acknowledges one
/// leader a term, which is durable before it is said, and for the length of a lease no other. A leader
/// acts only while a majority is so bound to it by its own clock, drift allowed for. So there is one
/// leader a term, and no two leases of a scope at any time, whatever the network does. Terms are not
/// raised by asking: an agent that cannot hear a living leader disturbs nobody.
///
/// It promises nothing to a cluster whose disks lose what was durable, or whose clocks jump or drift
/// beyond the allowance.
public struct FencedElection: Hashable, Sendable {
  /// One for each scope that the agent belongs to: that of everybody, then that of its group.
  public internal(set) var seats: [Seat] = []

  public init(_ profile: Profile, _ settings: Election.Settings) {
    if settings.scopes != .groups {
      seats.append(Seat(profile, settings, .global, place: 0))
    }
    if settings.scopes != .global {
      seats.append(Seat(profile, settings, .group(profile.group), place: 1))
    }
  }

  public func seat(of scope: Election.Scope) -> Seat? { seats.first { $0.scope == scope } }

  /// The highest term led, or proposed by a candidate; the scope of everybody goes before a group's.
  func claim(isLeader: Bool) -> Int64? {
    for seat in seats {
      if isLeader, seat.phase == .leading { return seat.term }
      if !isLeader, seat.phase == .electing || seat.phase == .candidate { return seat.proposal }
    }
    return nil
  }

  mutating func start(
    from storage: Election.Storage, _ recovery: Recovery, _ turn: inout Turn<Election>
  ) {
    for index in seats.indices {
      seats[index].start(from: storage.record(of: seats[index].scope), recovery, &turn)
    }
  }

  mutating func receive(
    _ message: Election.Message, from sender: AgentID, _ turn: inout Turn<Election>
  ) {
    guard let index = seats.firstIndex(where: { $0.scope == message.scope }) else { return }
    seats[index].receive(message, from: sender, &turn)
  }

  mutating func expire(_ timer: Election.Timer, _ turn: inout Turn<Election>) {
    guard let index = seats.firstIndex(where: { $0.place == timer.place }) else { return }
    seats[index].expire(timer.purpose, &turn)
  }

  mutating func accept(
    _ request: Election.Request, _ id: RequestID, _ turn: inout Turn<Election>
  ) {
    guard let index = seats.firstIndex(where: { $0.scope == request.scope }) else {
      return turn.respond(.notLeader(nil), to: id)
    }
    seats[index].accept(request.operation, id, &turn)
  }
}
