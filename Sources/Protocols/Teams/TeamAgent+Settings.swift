public import Simulator

extension TeamAgent {
  /// What is computed, and how long things take; equal at all agents. Times are on an agent's own clock.
  public struct Settings: Hashable, Sendable {
    /// What the team computes.
    public var job: TeamJob
    /// The settings of deliberation, election, synchronisation and barriers.
    public var parts: CoordinatingAgent.Settings
    /// The fewest tasks of a round that may make the next snapshot once `roundDeadline` has passed.
    public var quorum: Int32
    /// How long the coordinator waits for all tasks of a round before a quorum is enough.
    public var roundDeadline: Nanoseconds
    /// Time that a worker takes for one unit of work.
    public var pace: Nanoseconds
    /// How long a lease lasts beyond twice the time that its work takes.
    public var leaseSlack: Nanoseconds
    /// Time after which what had no effect is said again.
    public var resend: Nanoseconds
    /// How long a coordinator waits at the barrier before it goes on without.
    public var barrierPatience: Nanoseconds
    /// A planted mistake, to prove that checks see it; nil for none.
    public var mistake: Mistake?

    /// - Precondition: times are positive and the quorum is not negative.
    public init(
      job: TeamJob, parts: CoordinatingAgent.Settings, quorum: Int32 = .max,
      roundDeadline: Nanoseconds = .second, pace: Nanoseconds = .microsecond,
      leaseSlack: Nanoseconds = 300 * .millisecond, resend: Nanoseconds = 100 * .millisecond,
      barrierPatience: Nanoseconds = .second, mistake: Mistake? = nil
    ) {
      precondition(
        roundDeadline > 0 && pace > 0 && leaseSlack > 0 && resend > 0 && barrierPatience > 0,
        "times \(roundDeadline), \(pace), \(leaseSlack), \(resend), \(barrierPatience) must be positive"
      )
      precondition(quorum >= 0, "quorum \(quorum) must not be negative")
      self.job = job
      self.parts = parts
      self.quorum = quorum
      self.roundDeadline = roundDeadline
      self.pace = pace
      self.leaseSlack = leaseSlack
      self.resend = resend
      self.barrierPatience = barrierPatience
      self.mistake = mistake
    }

    /// How long a worker takes for a task.
    func duration(of task: Int32, from snapshot: Snapshot) -> Nanoseconds {
      let (time, overflow) = pace.multipliedReportingOverflow(
        by: job.size(of: task, from: snapshot))
      return overflow ? .never : Swift.min(time, .never)
    }
  }
}

extension TeamAgent {
  /// A mistake that can be planted.
  public enum Mistake: String, Word {
    /// The coordinator counts what was done under a lease that is over.
    case countsExpired = "counts expired leases"
    /// A worker reports what it has not done.
    case reportsUndone = "reports undone work"
    /// A member accepts a snapshot that it does not have; it is sent to those that ask for it.
    case acceptsUnseen = "accepts unseen snapshots"
    /// The coordinator makes a snapshot without waiting for all results.
    case forgetsTasks = "forgets tasks"
    /// The coordinator takes the first result of a round for the second one too.
    case countsTwice = "takes one report for two"
    /// The coordinator counts a report each time that it comes.
    case countsRepeats = "counts repeated reports"
    /// The coordinator takes in what is said of a task that is done.
    case updatesDone = "updates done tasks"
    /// The coordinator takes a task whose worker is dead for one that is done.
    case countsDead = "counts the dead"
    /// The coordinator ends a lease that is over each time that it looks, until another worker is free.
    case endsAgain = "ends leases again"
    /// The coordinator tells leases apart by their numbers alone, which each term counts from 1.
    case forgetsTerms = "numbers leases without terms"
    /// A worker reports once, whatever becomes of the report.
    case reportsOnce = "reports once"
  }
}
