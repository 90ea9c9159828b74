import Simulator

extension Supervision {
  /// The state of a process, and what its supervisor remembers of it.
  struct Actor: Hashable, Sendable {
    /// Where the process is in its life.
    enum Status: String, Word {
      case absent
      case starting
      case running
      /// It was told to end.
      case stopping
    }

    /// Why a process is absent.
    enum Absence: String, Word {
      case unstarted
      /// Its supervisor has not heard of it yet.
      case exited
      /// It was not to be restarted, and is still a child.
      case finished
      /// It is no child any more.
      case removed
      /// A start of it failed, and it will be tried again.
      case failed
      /// Its restart waits for the end of a pause or for a client.
      case waiting
      /// Its supervisor ended it to start it again.
      case stopped
      /// It failed, and nothing is restarted.
      case abandoned
    }

    var status = Status.absent
    var absence = Absence.unstarted
    /// Number of its last start.
    var epoch: Int32 = 0
    var runningSince: Nanoseconds = 0
    /// Restarts in a row, for the delayed backoff.
    var attempts: Int32 = 0

    // Of a worker.
    /// What it was asked, as far as it remembers.
    var count: Int64 = 0
    var mailbox = Queue<Call>()
    var isWorking = false
    /// The incarnation that it uses.
    var reference: Incarnation?

    // Of a supervisor.
    var signals = SignalQueue()
    var task = Task.idle
    /// How the start ended that its task waits for.
    var startResult: Bool?
    /// When it restarted children, as far as that is within the period.
    var restarts: [Nanoseconds] = []

    var isAlive: Bool { status != .absent }
  }

  /// What a supervisor does that takes time; it does nothing else meanwhile.
  enum Task: Hashable, Sendable {
    case idle
    /// It starts a child, and others after it.
    case starting(Int32, then: [Int32], Cause)
    /// It waits for a child to end, and ends others after it.
    case stopping(Int32, then: [Int32], Aim)
  }

  /// What a supervisor ends children for.
  enum Aim: Hashable, Sendable {
    /// To start this child again, and those that go with it.
    case restart(Int32)
    /// To end itself.
    case exit(Reason)
    /// Its start has failed.
    case failStart
  }

  /// Why a process is started.
  enum Cause: Hashable, Sendable {
    /// With its supervisor.
    case boot
    case restart
    /// A client wants a dynamic child.
    case request(RequestID)

    var origin: Note.Origin {
      switch self {
      case .boot: .boot
      case .restart: .restart
      case .request: .request
      }
    }
  }

  /// What waits in a supervisor's mailbox.
  enum Signal: Hashable, Sendable {
    case exited(Int32, epoch: Int32, Reason)
    /// A restart failed and is tried again.
    case tryAgain(Int32)
    /// The pause before a restart is over, or a client asks for it.
    case resume(Int32)
    case startChild(RequestID)
    /// Its supervisor tells it to end.
    case shutdown
  }

  /// What waits in a worker's mailbox.
  struct Call: Hashable, Sendable {
    let id: RequestID
    /// The process that asks; nil for a client.
    let asker: Incarnation?
  }
}
