public import Simulator

extension Election {
  /// The form of election that agents run.
  public enum Mode: Hashable, Sendable {
    /// Bully with terms, acknowledgement by a majority, and leases.
    case fenced
    /// Garcia-Molina's algorithm as published.
    case bully
    /// The design brief's voting, step by step.
    case asWritten
  }

  /// Which scopes elect a leader.
  public enum ScopeRule: Hashable, Sendable {
    case global
    case groups
    case both
  }

  /// Timeouts and options; equal at all agents. Times are nanoseconds on an agent's own clock.
  public struct Settings: Hashable, Sendable {
    public var mode: Mode
    /// Of the fenced form; the other two know one scope, that of everybody.
    public var scopes: ScopeRule
    /// The view that all agents share; where its size is not the cluster's, all are equals.
    public var directory: Directory
    /// Whether agents elect when they start and when they suspect the leader; else only on request.
    public var isAutomatic: Bool
    /// A leader's interval between signs of life, and a candidate's between announcements.
    public var heartbeat: Nanoseconds
    /// When silence makes a follower suspect its leader.
    public var detection: FailureDetector.Rule
    /// How long an agent waits for an answer of a fitter one.
    public var answerTimeout: Nanoseconds
    /// How long an agent that was answered waits for the announcement of a leader.
    public var coordinatorTimeout: Nanoseconds
    /// How long a candidate waits for a majority.
    public var deadline: Nanoseconds
    /// Wait before the next attempt after one that failed, drawn each time.
    public var backoff: ClosedRange<Nanoseconds>
    /// How long a member that acknowledged a leader acknowledges no other.
    public var lease: Nanoseconds
    /// By how much clocks may run wrong, in parts per million: a leader's lease is shorter for it.
    public var driftAllowance: Int64
    /// By how much, in thousandths of the score, a challenger must beat the incumbent.
    public var margin: Int32
    /// How long a challenger must have followed the same incumbent.
    public var dwell: Nanoseconds
    /// The design brief's limit of an election, which nobody there acts on.
    public var briefTimeout: Nanoseconds

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
      precondition(
        heartbeat > 0 && answerTimeout > 0 && coordinatorTimeout > 0 && deadline > 0 && lease > 0
          && backoff.lowerBound > 0 && dwell > 0 && briefTimeout > 0, "times are positive")
      precondition(
        driftAllowance >= 0 && driftAllowance < 1_000_000, "drift \(driftAllowance) is below one")
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
      let part = (1_000_000 - driftAllowance).multipliedFullWidth(by: lease)
      return (1_000_000 + driftAllowance).dividingFullWidth(part).quotient - 1
    }
  }
}
