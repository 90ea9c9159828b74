public import Simulator

extension Leasing {
  /// How leases are granted and heeded; equal at all agents. Times are on an agent's own clock.
  public struct Settings: Hashable, Sendable {
    /// Whether the storage refuses writes of leases older than one that it has taken a write of.
    public var fence: Bool
    /// How long a lease lasts from its grant or renewal.
    public var term: Nanoseconds
    /// Time between two renewals.
    public var renewal: Nanoseconds
    /// How long a job takes.
    public var work: Nanoseconds
    /// Whether a holder looks at its clock before it writes, and not only before it starts a job.
    public var looksAgain: Bool
    /// Whether a service that starts again waits until a lease of before has run out.
    public var isDurable: Bool
    /// How long a storage may fail to answer before the holder gives its lease back; 0 for ever.
    public var surrender: Nanoseconds
    /// Wait before the next attempt to get the lease, drawn each time.
    public var retry: ClosedRange<Nanoseconds>
    /// A planted mistake, if any.
    public var mistake: Mistake?

    /// The settings of one cluster; the defaults are those of scenario files.
    ///
    /// - Precondition: times are positive, or 0 where that says never.
    public init(
      fence: Bool = true, term: Nanoseconds = 2 * .second,
      renewal: Nanoseconds = 500 * .millisecond, work: Nanoseconds = 100 * .millisecond,
      looksAgain: Bool = true, isDurable: Bool = true, surrender: Nanoseconds = 0,
      retry: ClosedRange<Nanoseconds> = 100 * .millisecond...300 * .millisecond
    ) {
      precondition(
        term > 0 && renewal > 0 && work > 0 && surrender >= 0 && retry.lowerBound > 0,
        "times must be positive: \(term), \(renewal), \(work), \(surrender), \(retry)")
      self.fence = fence
      self.term = term
      self.renewal = renewal
      self.work = work
      self.looksAgain = looksAgain
      self.isDurable = isDurable
      self.surrender = surrender
      self.retry = retry
    }
  }

  /// A mistake that can be planted.
  public enum Mistake: String, PlantedMistake {
    case takesOldWrites = "takes writes of old leases"
    case grantsAhead = "grants ahead of the disk"
    case answersAhead = "answers ahead of the disk"

    /// What it is, and what it does harm to.
    public var facts: MistakeFacts { MistakeFacts(.safety, about) }

    private var about: String {
      switch self {
      case .takesOldWrites: "The storage takes a write of a lease after one of a later lease."
      case .grantsAhead: "A grant leaves before its fence is durable, and may be given again."
      case .answersAhead: "The storage says that it has a write before its disk has."
      }
    }
  }
}
