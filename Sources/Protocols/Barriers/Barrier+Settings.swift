public import Simulator

extension Barrier {
  /// Form, policies and times; equal at all agents. Times are on the agent's own clock.
  public struct Settings: Hashable, Sendable {
    /// Safe, or as the brief writes it.
    public var mode: Mode
    /// How arrivals come together.
    public var form: Form
    /// Who counts in the central form, is the root of the tree, and arbitrates dissemination.
    public var coordinator: AgentID
    /// Whether central barriers of all agents are there without being created.
    public var isStanding: Bool
    /// Time from creation, or for a standing barrier from the first arrival, to the deadline.
    public var deadline: Nanoseconds
    /// What the deadline does.
    public var deadlinePolicy: DeadlinePolicy
    /// What the crash of a participant does.
    public var crashPolicy: CrashPolicy
    /// Silence after which a probed agent is taken for crashed, or 0 to probe none.
    public var suspectAfter: Nanoseconds
    /// Time until what was not acknowledged is sent again; doubles with each time, up to `query`.
    public var retry: Nanoseconds
    /// Time after which a waiter whose arrival was acknowledged asks again.
    public var query: Nanoseconds
    /// Whether arrivals and releases are acknowledged. Without it only waiters ask again.
    public var acknowledges: Bool
    /// Generations that an agent remembers after their end, at least 1.
    public var memory: Int
    /// Of the mode `asWritten`: the time within which a call must return, or the caller exits.
    public var callTimeout: Nanoseconds
    /// Of the mode `asWritten`: whether the timeout message has a handler, written the obvious way.
    /// The brief has none.
    public var hasTimeoutHandler: Bool
    /// Of the mode `asWritten`: whether the update that marks a barrier completed works. In the brief
    /// it raises.
    public var repairsCompletion: Bool
    /// A planted mistake, if any.
    public var mistake: Mistake?

    /// The settings of one cluster; the defaults are those of scenario files.
    ///
    /// - Precondition: times are positive, `suspectAfter` is not negative, `memory` is at least 1.
    public init(
      mode: Mode = .safe, form: Form = .central, coordinator: AgentID = AgentID(0),
      isStanding: Bool = false, deadline: Nanoseconds = 30 * .second,
      deadlinePolicy: DeadlinePolicy = .abort, crashPolicy: CrashPolicy = .durable,
      suspectAfter: Nanoseconds = 0, retry: Nanoseconds = 200 * .millisecond,
      query: Nanoseconds = .second, acknowledges: Bool = true, memory: Int = 64,
      callTimeout: Nanoseconds = 5 * .second, hasTimeoutHandler: Bool = false,
      repairsCompletion: Bool = false
    ) {
      precondition(
        deadline > 0 && retry > 0 && query > 0 && callTimeout > 0,
        "times must be positive: deadline \(deadline), retry \(retry), query \(query), "
          + "callTimeout \(callTimeout)")
      precondition(suspectAfter >= 0, "suspectAfter \(suspectAfter) must not be negative")
      precondition(memory > 0, "memory \(memory) must be at least 1")
      self.mode = mode
      self.form = form
      self.coordinator = coordinator
      self.isStanding = isStanding
      self.deadline = deadline
      self.deadlinePolicy = deadlinePolicy
      self.crashPolicy = crashPolicy
      self.suspectAfter = suspectAfter
      self.retry = retry
      self.query = query
      self.acknowledges = acknowledges
      self.memory = memory
      self.callTimeout = callTimeout
      self.hasTimeoutHandler = hasTimeoutHandler
      self.repairsCompletion = repairsCompletion
    }
  }

  /// Whether agents keep the promises above or follow the brief's text.
  public enum Mode: String, Word {
    case safe
    case asWritten = "as written"
  }

  /// How arrivals come together.
  public enum Form: String, Word {
    case central
    case tree
    case dissemination
  }

  /// What the deadline of a generation does.
  @frozen
  public enum DeadlinePolicy: Hashable, Sendable {
    /// Every waiter is told that it timed out, and who is missing.
    case abort
    /// The agents that have arrived go on if there are at least this many; otherwise as `abort`.
    case proceed(atLeast: Int32)
    /// The deadline is put off by its own length this many times; then as `abort`.
    case extend(times: Int32)
  }

  /// What the crash of a participant does, beside the deadline.
  ///
  /// `broken` and `shrink` go by the silence of `suspectAfter`, which may be wrong.
  public enum CrashPolicy: String, Word {
    /// An arrival counts, whatever becomes of its agent; a missing agent is waited for.
    case durable
    /// A suspected participant, or one that arrived and then restarted, fails all.
    case broken
    /// A suspected member is no longer required, nor counted.
    case shrink
  }
}

extension Barrier.Settings {
  /// Whether generations are created by request; otherwise the first arrival opens one of all agents.
  ///
  /// Trees and dissemination need to know their members beforehand, so theirs are never created.
  public var needsCreation: Bool { mode == .asWritten || form == .central && !isStanding }
}
