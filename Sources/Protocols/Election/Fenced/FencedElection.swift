public import Simulator

/// The bully algorithm made safe: terms, acknowledgement by a majority, and leases.
///
/// An agent that suspects the leader asks the fitter members of the scope whether they are there; if
/// none answers, it asks all members to acknowledge it as leader of a later term. A member acknowledges
/// one leader a term, which is durable before it is said, and for the length of a lease no other. A
/// leader acts only while a majority is bound to it by its own clock, with drift allowed for. So there is
/// one leader a term, and never two leases of a scope at once, whatever the network does. Asking does not
/// raise terms: an agent that cannot hear a living leader disturbs no other.
///
/// It promises nothing to a cluster whose disks lose what was durable, or whose clocks jump or drift
/// beyond the allowance.
public struct FencedElection: Hashable, Sendable {
  /// One for each scope that the agent belongs to: that of all agents, then that of its group.
  public internal(set) var memberships: [Membership] = []

  /// A member of the scopes that elect, which has not started.
  public init(_ profile: Profile, _ settings: Election.Settings) {
    if settings.scopes != .groups {
      memberships.append(Membership(profile, settings, .global, scopeIndex: 0))
    }
    if settings.scopes != .global {
      memberships.append(Membership(profile, settings, .group(profile.group), scopeIndex: 1))
    }
  }

  /// The agent's part in a scope, or nil if it does not belong to it.
  public func membership(of scope: Election.Scope) -> Membership? {
    memberships.first { $0.scope == scope }
  }

  /// The term in which the agent leads a scope, or nil; without a copy of its part in it.
  func ledTerm(of scope: Election.Scope) -> Election.Term? {
    for index in memberships.indices where memberships[index].scope == scope {
      return memberships[index].phase == .leading ? memberships[index].term : nil
    }
    return nil
  }

  /// The term led, or proposed by a candidate; the scope of all agents goes before a group's.
  func claim(isLeader: Bool) -> Int64? {
    for membership in memberships {
      if isLeader, membership.phase == .leading { return membership.term }
      if !isLeader, membership.phase == .electing || membership.phase == .candidate {
        return membership.proposal
      }
    }
    return nil
  }

  mutating func start(
    from storage: Election.Storage, _ recovery: Recovery, _ turn: inout Turn<Election>
  ) {
    for index in memberships.indices {
      memberships[index].start(from: storage.record(of: memberships[index].scope), recovery, &turn)
    }
  }

  mutating func receive(
    _ message: Election.Message, from sender: AgentID, _ turn: inout Turn<Election>
  ) {
    guard let index = memberships.firstIndex(where: { $0.scope == message.scope }) else { return }
    memberships[index].receive(message, from: sender, &turn)
  }

  mutating func expire(_ timer: Election.Timer, _ turn: inout Turn<Election>) {
    guard let index = memberships.firstIndex(where: { $0.scopeIndex == timer.scope }) else {
      return
    }
    memberships[index].expire(timer.purpose, &turn)
  }

  mutating func accept(
    _ request: Election.Request, _ id: RequestID, _ turn: inout Turn<Election>
  ) {
    guard let index = memberships.firstIndex(where: { $0.scope == request.scope }) else {
      return turn.respond(.notLeader(nil), to: id)
    }
    memberships[index].accept(request.operation, id, &turn)
  }
}
