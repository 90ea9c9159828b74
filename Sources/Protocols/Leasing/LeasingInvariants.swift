public import Simulator

/// The safety of leases, checked in every step of a run; `LeasingCheck` lists it.
public struct LeasingInvariants: Observer {
  public typealias Subject = Leasing
  public typealias LoadNote = Nothing

  /// The first violated invariant, if any.
  public private(set) var violation: Violation?
  public var hasViolation: Bool { violation != nil }

  /// The greatest fence that left the service.
  private var granted: Int64 = 0
  /// The greatest fence of a write taken, and whose it was.
  private var newest = (fence: Int64(0), writer: AgentID(0))
  /// The writes on the storage's disk.
  private var durable: Set<WriteName> = []

  /// Numbers of a holder start anew in each of its lives, fences never.
  private struct WriteName: Hashable {
    let fence: Int64
    let number: Int64
  }

  /// Watches a run from its start.
  public init() {}

  public mutating func noted(_ note: Leasing.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .accepted(let fence, let writer, _):
      if fence < newest.fence {
        report(
          .fencedWrites,
          "a write of \(writer.description) under lease \(fence) is taken after one of "
            + "\(newest.writer.description) under lease \(newest.fence)", at: time)
      } else {
        newest = (fence, writer)
      }
    case .granted, .acquired, .lost, .refused: break
    }
  }

  public mutating func becameDurable(
    _ write: Leasing.Storage.Write, _ storage: borrowing Leasing.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    if case .written(let fence, _, let number) = write {
      durable.insert(WriteName(fence: fence, number: number))
    }
  }

  public mutating func sent(
    _ message: Leasing.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    switch message {
    case .granted(let fence, _): checkGrant(fence, to: target, at: time)
    case .written(let fence, let number):
      if durable.contains(WriteName(fence: fence, number: number)) { return }
      report(
        .durableFirst,
        "write \(number) of \(target.description) is acknowledged and no disk has it", at: time)
    default: break
    }
  }

  /// A number that a crash took before it left may be given again.
  private mutating func checkGrant(_ fence: Int64, to holder: AgentID, at time: Nanoseconds) {
    if fence <= granted {
      report(
        .risingFences,
        "\(holder.description) is granted lease \(fence) after lease \(granted)", at: time)
    }
    granted = max(granted, fence)
  }

  private mutating func report(_ check: LeasingCheck, _ message: String, at time: Nanoseconds) {
    if violation == nil { violation = Violation(check: check.word, message: message, time: time) }
  }
}
