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
