/// How long an agent takes to work off an input, and where inputs wait meanwhile.
///
/// The machine is stepped when work on an input ends, and what it asks for leaves then. An input that
/// finds every worker busy waits in the inbox; inputs are taken up in the order in which they came.
@frozen
public struct ServiceConditions: Hashable, Sendable {
  /// Time that a message takes.
  public var message: Delay
  /// Time that an expired timer takes.
  public var timer: Delay
  /// Time that a client's request takes.
  public var request: Delay
  /// Number of inputs that are worked on at the same time, at least one. More than one may end in another
  /// order than they began.
  public var workers: Int
  /// Number of messages and requests that may wait; nil for no limit.
  ///
  /// Timers, and what an agent sends to itself, take no room and always wait: they are the process's own, and
  /// a timer that is lost would never be armed again.
  public var inboxLimit: Int?
  /// What becomes of a message or request that finds the inbox full.
  public var whenFull: FullInbox

  /// An agent that steps its machine the moment an input arrives, unless said otherwise.
  public init(
    message: Delay = .constant(0), timer: Delay = .constant(0), request: Delay = .constant(0),
    workers: Int = 1, inboxLimit: Int? = nil, whenFull: FullInbox = .refuse
  ) {
    precondition(workers > 0, "\(workers) workers would never work anything off")
    precondition(inboxLimit ?? 0 >= 0, "an inbox cannot hold \(inboxLimit ?? 0) inputs")
    self.message = message
    self.timer = timer
    self.request = request
    self.workers = workers
    self.inboxLimit = inboxLimit
    self.whenFull = whenFull
  }

  /// The same time for every kind of input.
  public init(
    time: Delay, workers: Int = 1, inboxLimit: Int? = nil, whenFull: FullInbox = .refuse
  ) {
    self.init(
      message: time, timer: time, request: time, workers: workers, inboxLimit: inboxLimit,
      whenFull: whenFull)
  }

  /// Whether inputs take no time. Such an agent is never busy, so its inbox is empty while it runs.
  public var isInstant: Bool {
    let nothing = Delay.constant(0)
    return message == nothing && timer == nothing && request == nothing
  }
}
