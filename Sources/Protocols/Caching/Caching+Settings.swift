public import Simulator

extension Caching {
  /// How caches are kept; equal at all agents. Times are on the agent's own clock.
  public struct Settings: Hashable, Sendable {
    /// For how long a copy may be used, and what the server does about it.
    public var mode: Mode
    /// How an agent asks the server.
    public var requests: Requests
    /// How long a lease lasts.
    public var term: Nanoseconds
    /// What a holder takes off the term for the error of its clock against the server's.
    public var allowance: Nanoseconds
    /// How long an agent waits for an answer of the server.
    public var timeout: Nanoseconds
    /// A planted mistake, if any.
    public var mistake: Mistake?

    /// The settings of one cluster; the defaults are those of scenario files.
    ///
    /// - Precondition: `timeout` is positive, and no time is negative.
    public init(
      mode: Mode = .lease, requests: Requests = .cast, term: Nanoseconds = 10 * .second,
      allowance: Nanoseconds = 100 * .millisecond, timeout: Nanoseconds = 5 * .second
    ) {
      precondition(
        term >= 0 && allowance >= 0 && timeout > 0,
        "times must not be negative: term \(term), allowance \(allowance), timeout \(timeout)")
      self.mode = mode
      self.requests = requests
      self.term = term
      self.allowance = allowance
      self.timeout = timeout
    }

    /// How long ago a value may have been overwritten when a client asks for it, while clocks keep
    /// within the allowance.
    public var promisedStaleness: Nanoseconds { mode == .expiry ? term : 0 }
  }

  /// For how long a copy may be used.
  public enum Mode: String, Word {
    /// Not at all: each read goes to the server.
    case none
    /// For the term; the server keeps no account of it, and writes wait for nothing.
    case expiry
    /// For the term, which the server keeps account of: writes wait for approvals, or until it is over.
    case lease
  }

  /// How an agent asks the server.
  public enum Requests: String, Word {
    /// It goes on with other things, and the readers of one variable share a fetch.
    case cast
    /// It is blocked until the answer comes, and what arrives meanwhile waits in its mailbox.
    case call
  }
}
