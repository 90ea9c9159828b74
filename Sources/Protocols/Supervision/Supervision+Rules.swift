public import Simulator

/// The words of OTP's `supervisor`.
extension Supervision {
  /// Which children a supervisor restarts when one has failed.
  public enum Strategy: String, Word {
    /// That one.
    case oneForOne = "one for one"
    /// All: they end from right to left and start from left to right.
    case oneForAll = "one for all"
    /// That one and those that were started after it.
    case restForOne = "rest for one"
    /// That one; children are of one kind, come by request, and end all at once.
    case simpleOneForOne = "simple one for one"
  }

  /// Whether a process that ended is started again.
  public enum Restart: String, Word {
    /// Always.
    case permanent
    /// Only after an abnormal exit; with a sibling in any case.
    case transient
    /// Never, nor with a sibling.
    case temporary
  }

  /// Why a process ended.
  public enum Reason: String, Word {
    case normal
    /// It was told to, or is a supervisor that gave up.
    case shutdown
    case error
    /// Without warning.
    case killed

    /// Whether it is a failure; `normal` and `shutdown` are not.
    public var isAbnormal: Bool { self == .error || self == .killed }
  }

  /// How a supervisor ends a child.
  @frozen
  public enum Shutdown: Hashable, Sendable {
    /// At once.
    case brutalKill
    /// It is told to end, and killed after this time.
    case timeout(Nanoseconds)
    /// It is told to end, and waited for.
    case infinity
  }

  /// When a failed child is started again.
  public enum Backoff: String, Word {
    /// At once, as OTP has it.
    case immediate
    /// After a pause that doubles with each restart in a row.
    case delayed
    /// When a client asks for it.
    case manual
    /// Not at all.
    case never
  }

  /// What becomes of the reference that a process holds to another one that it uses.
  public enum References: String, Word {
    /// It is taken when the holder starts and never again: it outlives what it names.
    case held
    /// It is looked up again when the incarnation that it names has ended.
    case renewed
  }
}
