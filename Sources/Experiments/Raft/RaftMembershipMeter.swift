import Checks
public import Protocols
import Scenarios
public import Simulator

/// Changes of the membership and of the leader: how many, how long, and what came of what an operator wanted.
public struct RaftMembershipMeter: Watcher {
  public typealias Subject = Raft
  public typealias LoadNote = ClientNote

  private var changes = PhasedTally()
  private var changeTime = PhasedHistogram()
  private var demandTime = PhasedHistogram()
  private var transfers = PhasedTally()
  private var aborted = PhasedTally()
  private var handover = PhasedHistogram()
  private var refusals = PhasedTally()
  private var ledger = PhaseLedger()
  private var remarks = Remarks()

  /// When a configuration was first in force, by its index, for those that are not committed.
  private var begun: [(index: Raft.Index, time: Nanoseconds)] = []
  /// The newest configuration that anybody knows to be committed.
  private var newest: (index: Raft.Index, members: Raft.Membership?)
  /// Who is to vote, as the operator wants it; nil where it has wanted nothing.
  private var wanted: UInt64?
  /// The transfer under way: to whom, and since when.
  private var transfer: (target: AgentID, since: Nanoseconds)?

  /// Watches a run from its start.
  ///
  /// - Parameter members: who takes part at the start; nil for everybody.
  public init(_ members: Raft.Membership?) { newest = (0, members) }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func noted(_ note: Raft.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .configurationInForce(let index, _):
      if index > newest.index, !begun.contains(where: { $0.index == index }) {
        begun.append((index, time))
      }
    case .configurationCommitted(let index, let members, _): commit(index, members, at: time)
    case .transferBegun(let target, _): transfer = (target, time)
    case .transferAborted:
      aborted.add(phase: ledger.current)
      transfer = nil
    case .becameLeader: lead(agent, at: time)
    case .refused(let change, let refusal):
      refusals.add(phase: ledger.current)
      if !remarks.isFull {
        remarks.add(
          time, "\(agent.description) did not \(change.description): \(refusal.word)")
      }
    default: break
    }
  }

  private mutating func commit(
    _ index: Raft.Index, _ members: Raft.Membership, at time: Nanoseconds
  ) {
    guard index > newest.index else { return }
    newest = (index, members)
    changes.add(phase: ledger.current)
    if let first = begun.first(where: { $0.index == index }) {
      changeTime.record(time - first.time, phase: ledger.phase(at: first.time))
    }
    begun.removeAll { $0.index <= index }
  }

  private mutating func lead(_ agent: AgentID, at time: Nanoseconds) {
    guard let transfer else { return }
    self.transfer = nil
    if agent != transfer.target { return }
    transfers.add(phase: ledger.current)
    handover.record(time - transfer.since, phase: ledger.phase(at: transfer.since))
  }

  public mutating func clientNoted(_ note: ClientNote, at time: Nanoseconds) {
    switch note {
    case .demanded(let change): want(change)
    case .satisfied(_, let since):
      demandTime.record(time - since, phase: ledger.phase(at: since))
    case .rebuffed: refusals.add(phase: ledger.current)
    default: break
    }
  }

  private mutating func want(_ change: Raft.Change) {
    let before = wanted ?? newest.members?.voters
    switch change {
    case .members(let set): wanted = set
    case .add(let agent), .promote(let agent):
      wanted = before.map { $0 | Raft.Membership.bit(agent) }
    case .remove(let agent): wanted = before.map { $0 & ~Raft.Membership.bit(agent) }
    case .addLearner, .transfer: break
    }
  }

  /// Whether the newest membership that is committed is what was wanted last, and not half of a change.
  private var isAsWanted: Bool {
    guard let members = newest.members else { return wanted == nil }
    return !members.isJoint && (wanted == nil || wanted == members.voters)
  }

  public func report(into report: inout WatchReport) {
    report.count(
      "configuration changes", changes, about: "Configurations committed after the first.")
    report.samples(
      "change time", changeTime,
      about: "Time from when a configuration is in a leader's log to its commit.")
    report.samples(
      "demand time", demandTime,
      about: "Time from when an operator wants something to the answer that it is in force.")
    report.count(
      "transfers", transfers, about: "Transfers of leadership after which the target led.")
    report.count(
      "aborted transfers", aborted, better: .less,
      about: "Transfers of leadership after which the leader led on.")
    report.samples(
      "handover", handover,
      about:
        "Time from the start of a transfer, when commands are no longer taken, to its target's election."
    )
    report.count(
      "refusals", refusals, better: .less,
      about: "Times that an agent did not do what an order or an operator asked of it.")
    report.flag(
      "membership as asked", isAsWanted,
      about: "Whether at the end the membership committed last is the one that was asked for last.")
    report.tell(remarks)
  }

  /// What only files have that change the membership or the leader.
  static var `extension`: VocabularyExtension {
    var report = WatchReport()
    RaftMembershipMeter(nil).report(into: &report)
    return VocabularyExtension(
      about: "names members, an operator, priorities or orders about agents",
      keys: ["members", "operator", "whom", "priority", "changes", "minVoters", "catchUpRounds"],
      measureNames: report.measures.map { $0.measure.name },
      checkNames: RaftCheck.membershipNames)
  }
}
