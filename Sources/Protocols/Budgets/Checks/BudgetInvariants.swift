public import Simulator

/// The promises of a budget, checked with every deed of its log and every task; `BudgetCheck` lists them.
///
/// The account is kept again from the deeds and their effects. The first replica that applies an entry is believed
/// and judged; the others are compared with it.
public struct BudgetInvariants: Observer {
  public typealias Subject = Budget
  public typealias LoadNote = Nothing

  /// The first violation, if any.
  public private(set) var violation: Violation?
  public var hasViolation: Bool { violation != nil }

  private let settings: Budget.Settings
  private var entries: [Int64: Entry] = [:]
  private var lastIndex: Int64 = 0
  private var states: [Purse.State]
  private var held: Int64 = 0
  private var spent: Int64 = 0
  private var done: Set<Int32> = []

  private struct Entry: Equatable {
    let deed: Deed
    let hasEffect: Bool
    let held: Int64
    let spent: Int64
  }

  /// Watches a run from its start.
  public init(_ settings: Budget.Settings) {
    self.settings = settings
    states = Array(repeating: .open, count: settings.taskCount)
  }

  public mutating func noted(_ note: Budget.Note, by agent: AgentID, at time: Nanoseconds) {
    switch note {
    case .applied(let deed, let index, let hasEffect, let held, let spent):
      apply(
        Entry(deed: deed, hasEffect: hasEffect, held: held, spent: spent), index, agent, time)
    case .chosen(let task, let now):
      let offer = settings.offer(of: task)
      if now + offer.duration > offer.deadline, settings.rule != .priority {
        report(
          .deadline, "\(agent.description) grants task \(task), which cannot be done in time", time)
      }
    case .running(let task):
      guard states[Int(task)].rawValue < Purse.State.started.rawValue else { return }
      report(
        .startedFirst, "\(agent.description) does task \(task), which the log has not started", time
      )
    case .done(let task, let now, let isLate):
      if isLate == (now > settings.offer(of: task).deadline) { return }
      report(.deadline, "\(agent.description) says that task \(task) is done in time", time)
    case .raft, .planned, .passed: return
    }
  }

  public mutating func becameDurable(
    _ write: Budget.Storage.Write, _ storage: borrowing Budget.Storage, of agent: AgentID,
    at time: Nanoseconds
  ) {
    guard case .done(let task) = write, !done.insert(task).inserted else { return }
    report(.doneOnce, "\(agent.description) does task \(task) again", time)
  }

  private mutating func apply(
    _ entry: Entry, _ index: Int64, _ agent: AgentID, _ time: Nanoseconds
  ) {
    if let known = entries[index] {
      if known != entry {
        report(.agreement, "\(agent.description) applies entry \(index) otherwise", time)
      }
      return
    }
    if index <= lastIndex {
      report(.agreement, "\(agent.description) applies entry \(index), where others had none", time)
    }
    lastIndex = max(lastIndex, index)
    entries[index] = entry
    if entry.hasEffect { take(entry.deed) }
    if entry.held != held || entry.spent != spent {
      report(
        .exactAccount,
        "after entry \(index) \(entry.held) coins are set aside and \(entry.spent) spent, and "
          + "\(held) and \(spent) are due", time)
    }
    if entry.held + entry.spent > settings.allowance {
      report(
        .withinBudget,
        "after entry \(index) \(entry.held) coins are set aside and \(entry.spent) spent, of "
          + "\(settings.allowance)", time)
    }
  }

  private mutating func take(_ deed: Deed) {
    guard states.indices.contains(Int(deed.subject)) else { return }
    let cost = settings.offer(of: deed.subject).cost
    switch deed.kind {
    case .reserve:
      held += cost
      states[Int(deed.subject)] = .granted
    case .commit:
      held -= cost
      spent += cost
      states[Int(deed.subject)] = .started
    case .cancel:
      held -= cost
      states[Int(deed.subject)] = .open
    case .result: states[Int(deed.subject)] = .done
    default: return
    }
  }

  private mutating func report(_ check: BudgetCheck, _ message: String, _ time: Nanoseconds) {
    if violation == nil { violation = Violation(check: check.word, message: message, time: time) }
  }
}
