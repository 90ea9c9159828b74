/// One thing that happened in a run, as a value.
public struct Record: Hashable, Sendable {
  /// What happened; the kind says which of the other fields hold something.
  public let kind: Kind
  /// Number of the event in which it happened.
  public let event: Int64
  /// When it happened, by the world's clock.
  public let time: Nanoseconds
  /// The agent to which it happened or that did it; nil for what concerns clients alone, and for faults.
  public let agent: AgentID?
  /// The agent at the other end of a message.
  public let peer: AgentID?
  /// The client, from 0, that asked, is answered, woke or stated a fact.
  public let client: Int32?
  /// The number of the message, request or reply among all that were sent in the run, from 1; its
  /// delivery, loss and duplicates have the same.
  public let message: Int64?
  /// The event that caused it: that sent what arrives, armed the timer, asked for the write, set the alarm
  /// or began the fault; for what a step asks for, the event itself. Nil for what the scenario ordains.
  public let cause: Int64?
  /// What message, timer, write, request, reply, note or fault is made of.
  public let content: Fields
  /// What is said of it besides: its fate, when it is due, why it was lost.
  public let details: [Field]

  /// A record of an event; what it has nothing to say of is left out.
  public init(
    _ kind: Kind, event: Int64, time: Nanoseconds, agent: AgentID? = nil, peer: AgentID? = nil,
    client: Int32? = nil, message: Int64? = nil, cause: Int64? = nil, content: Fields = Fields(),
    details: [Field] = []
  ) {
    self.kind = kind
    self.event = event
    self.time = time
    self.agent = agent
    self.peer = peer
    self.client = client
    self.message = message
    self.cause = cause
    self.content = content
    self.details = details
  }

  /// What kind of thing happened.
  public enum Kind: String, Word {
    case sent
    case delivered
    case lost
    case requestSent = "request sent"
    case requestDelivered = "request delivered"
    case requestLost = "request lost"
    case replySent = "reply sent"
    case replyDelivered = "reply delivered"
    case replyLost = "reply lost"
    /// A cut holds back what is on its way, or lets it go on; a connection sends it again.
    case fate
    /// A connection was made, sends again what was lost, or is reset.
    case connection
    /// An input found its agent paused or busy.
    case waits
    /// An agent starts to work on an input.
    case takesUp = "takes up"
    case armed
    case disarmed
    case expired
    /// A durable write was asked for.
    case write
    case durable
    /// An agent stated a fact.
    case note
    /// A process started, crashed, was paused or resumed.
    case life
    /// A crash changed what the disk holds.
    case diskHarmed = "disk harmed"
    case fault
    /// An event that found nothing left to do, such as a timer that was disarmed during a pause.
    case nothing
    case alarmSet = "alarm set"
    /// A client started, or its alarm went off.
    case woke
    /// A client stated a fact.
    case clientNote = "client note"
  }
}
