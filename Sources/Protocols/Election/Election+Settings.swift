public import Simulator

extension Election {
  /// The form of election that agents run.
  public enum Mode: String, Word {
    /// Bully with terms, acknowledgement by a majority, and leases.
    case fenced = "safe"
    /// Garcia-Molina's algorithm as published.
    case bully
    /// The design brief's voting, step by step.
    case brief = "as written"
  }

  /// Which scopes elect a leader.
  public enum ScopeRule: String, Word {
    /// All agents together.
    case global
    /// Each group by itself.
    case groups
    case both
  }

  /// Timeouts and options; equal at all agents. Times are nanoseconds on an agent's own clock.
  public struct Settings: Hashable, Sendable {
    /// The form of election.
    public var mode: Mode
    /// Of the fenced form; the other two know one scope, that of all agents.
    public var scopes: ScopeRule
    /// The view that all agents share; where its size is not the cluster's, all are equals.
    public var directory: Directory
    /// Whether agents elect when they start and when they suspect the leader; else only on request.
    public var isAutomatic: Bool
    /// A leader's interval between signs of life, and a candidate's between announcements.
    public var heartbeat: Nanoseconds
    /// When silence makes a follower suspect its leader.
    public var detection: FailureDetector.Rule
    /// How long an agent waits for a fitter one to answer.
    public var answerTimeout: Nanoseconds
    /// How long an agent that was answered waits for the announcement of a leader.
    public var coordinatorTimeout: Nanoseconds
    /// How long a candidate waits for a majority.
    public var deadline: Nanoseconds
    /// Wait before the next attempt after one that failed, drawn each time.
    public var backoff: ClosedRange<Nanoseconds>
    /// How long a member that acknowledged a leader acknowledges no other one.
    public var lease: Nanoseconds
    /// The drift of clocks that leases allow for, in parts per million; it shortens a leader's lease.
    public var driftAllowance: Int64
    /// The lead over the incumbent that a challenger needs, in thousandths of the score.
    public var margin: Int32
    /// How long a challenger must have followed the same incumbent.
    public var dwell: Nanoseconds
    /// The limit of an election in the design brief, after which nothing is done there.
    public var briefTimeout: Nanoseconds
    /// A planted mistake, if any.
    public var mistake: Mistake?

    /// - Precondition: times are positive, and the drift is below a million parts per million.
    public init(
      mode: Mode = .fenced, scopes: ScopeRule = .global, directory: Directory = Directory([]),
      isAutomatic: Bool = true, heartbeat: Nanoseconds = 50 * .millisecond,
      detection: FailureDetector.Rule = .fixed(250 * .millisecond),
      answerTimeout: Nanoseconds = 30 * .millisecond,
      coordinatorTimeout: Nanoseconds = 150 * .millisecond,
      deadline: Nanoseconds = 500 * .millisecond,
      backoff: ClosedRange<Nanoseconds> = 20 * .millisecond...100 * .millisecond,
      lease: Nanoseconds = 200 * .millisecond, driftAllowance: Int64 = 200, margin: Int32 = 50,
      dwell: Nanoseconds = 5 * .second, briefTimeout: Nanoseconds = 15 * .second
    ) {
      let times = [
        heartbeat, answerTimeout, coordinatorTimeout, deadline, backoff.lowerBound, lease, dwell,
        briefTimeout,
      ]
      precondition(times.allSatisfy { $0 > 0 }, "times \(times) must be positive")
      precondition(
        (0..<1_000_000).contains(driftAllowance), "drift \(driftAllowance) ppm must be below one")
      self.mode = mode
      self.scopes = scopes
      self.directory = directory
      self.isAutomatic = isAutomatic
      self.heartbeat = heartbeat
      self.detection = detection
      self.answerTimeout = answerTimeout
      self.coordinatorTimeout = coordinatorTimeout
      self.deadline = deadline
      self.backoff = backoff
      self.lease = lease
      self.driftAllowance = driftAllowance
      self.margin = margin
      self.dwell = dwell
      self.briefTimeout = briefTimeout
    }

    /// How long a leader may act after it sent what a majority acknowledged, on its own clock.
    ///
    /// A member's promise runs for `lease` on a clock that may be fast by the allowance `a`, so for at
    /// least `lease / (1 + a)`; the leader's clock may be slow by it. So `lease * (1 - a) / (1 + a)`,
    /// rounded down and less one nanosecond: it is over before a promise can be.
    public var leaderLease: Nanoseconds {
      if mistake == .trustsClocks { return lease }
      let part = (1_000_000 - driftAllowance).multipliedFullWidth(by: lease)
      return (1_000_000 + driftAllowance).dividingFullWidth(part).quotient - 1
    }
  }
}
