public import Simulator

extension Raft {
  /// What a person or a scenario can tell an agent at once.
  enum Order: String, Word {
    case campaign
    case stepDown = "step down"
    case compact
    case transfer
    case add
    case addLearner = "add learner"
    case promote
    case remove
    case setMembers = "set members"
    /// To write the newest format once all members read it.
    case finalize

    /// Of whom it speaks.
    var subject: OrderSubject {
      switch self {
      case .campaign, .stepDown, .compact, .finalize: .nobody
      case .transfer, .add, .addLearner, .promote, .remove: .agent
      case .setMembers: .agents
      }
    }

    /// The change that it asks for of these agents, if it asks for one.
    func change(_ agents: [AgentID]) -> Change? {
      guard let first = agents.first else { return nil }
      return switch self {
      case .campaign, .stepDown, .compact, .finalize: nil
      case .transfer: .transfer(first)
      case .add: .add(first)
      case .addLearner: .addLearner(first)
      case .promote: .promote(first)
      case .remove: .remove(first)
      case .setMembers: .members(Membership.set(agents))
      }
    }
  }

  /// To stand for election now, to give up leading, to take a snapshot, to hand over, to change who takes part, and to
  /// write the newest format.
  public static var orderNames: [String] { Order.words }

  public static func subject(ofOrder order: Int) -> OrderSubject { Order.allCases[order].subject }

  /// Does what it is told as if its own timer or an operator had asked for it.
  public mutating func obey(
    _ order: Int, of agents: AgentSet, _ turn: inout Turn<Raft>
  ) -> Bool {
    if isHalted { return false }
    let order = Order.allCases[order]
    switch order {
    case .campaign:
      guard role != .leader, mayLead, mayStand else { return false }
      // A leader's lease rests on this agent as well.
      if settings.readMode.restsOnLease, hearsFromLeader(at: turn.now) { return false }
      electionTimedOut(&turn)
      return true
    case .stepDown:
      guard role == .leader else { return false }
      becomeFollower(of: nil, &turn)
      return true
    case .compact:
      guard mayCompact else { return false }
      takeSnapshot(&turn)
      return true
    case .finalize: return obeyFinalize(&turn)
    case .transfer, .add, .addLearner, .promote, .remove, .setMembers:
      guard let change = order.change(agents.members) else { return false }
      let refusal = begin(change, for: nil, &turn)
      if let refusal { turn.note(.refused(change, refusal)) }
      return refusal == nil
    }
  }
}
