/// What an agent is at one moment of a run.
public struct AgentInspection: Hashable, Sendable {
  /// Who is inspected.
  public let agent: AgentID
  /// In one word: `running`, `paused`, `resuming` or `down`.
  public let life: String
  /// Number of lives of its process so far, ended ones counted again.
  public let incarnation: Int
  /// What its clock shows.
  public let localTime: Nanoseconds
  /// What its machine believes; of an agent that is down, what it believed when it crashed.
  public let machine: Fields
  /// What its disk keeps.
  public let disk: Fields
  /// The timers that are armed, the one that is due first in front.
  public let timers: [ArmedTimer]
  /// Writes that are not durable, oldest first.
  public let pendingWrites: [Fields]
  /// Number of messages and answers that leave only once writes before them are durable.
  public let heldSends: Int
  /// Number of inputs that wait until a pause ends or a worker is free.
  public let waitingInputs: Int
  /// What it works on and what waits; nil for an agent that takes no time for its inputs.
  public let service: ServiceInspection?
  /// The version that it runs, or runs when it starts next; nil where there is only one.
  public let version: String?

  /// A timer that is armed.
  public struct ArmedTimer: Hashable, Sendable {
    /// The timer's tag.
    public let timer: Fields
    /// When it is due by the world's clock.
    public let due: Nanoseconds
  }
}

/// What an agent that takes time for its inputs works on at one moment.
public struct ServiceInspection: Hashable, Sendable {
  /// Number of its workers.
  public let workers: Int
  /// What each busy worker works on, the one that ends first in front.
  public let works: [Work]
  /// The inputs that wait, the one that is taken up next in front.
  public let waiting: [Fields]
  /// Number of messages and requests that may wait; nil for no limit.
  public let inboxLimit: Int?

  /// Work on an input.
  public struct Work: Hashable, Sendable {
    /// The message, timer or request.
    public let input: Fields
    /// When it ends; nil while the agent stands still.
    public let end: Nanoseconds?
  }
}

/// A message, request or reply on its way.
public struct InFlight: Hashable, Sendable {
  /// Its number among the copies that are on their way.
  public let copy: Int32
  /// Its number among all that were sent in the run, from 1; 0 if the run is not followed.
  public private(set) var message: Int64
  /// Whether agents exchange it, or a client is at one end.
  public let kind: Kind
  /// The agent that sent it; nil if a client did.
  public let source: AgentID?
  /// The agent that it goes to; nil if it goes to a client.
  public let target: AgentID?
  /// The client at the other end of a request or a reply, from 0.
  public let client: Int32?
  /// When its sender handed it to the network.
  public let sentAt: Nanoseconds
  /// When it arrives; nil for what waits at a paused agent, at a cut or to be sent again.
  public let arriving: Nanoseconds?
  /// Whether a cut or a reset has taken it, so that its arrival is its loss.
  public let isCut: Bool
  /// Whether it waits at a cut that holds it, or for its connection to send it again.
  public let isHeld: Bool
  /// What it is made of.
  public let content: Fields

  /// Gives it its number.
  public mutating func number(_ message: Int64) { self.message = message }

  /// What it is.
  public enum Kind: String, Word {
    case message
    case request
    case reply
  }
}

/// A fault that has not begun.
public struct PendingFault: Hashable, Sendable {
  /// What the scenario calls it.
  public let name: String
  /// When it is due; nil while it waits for a milestone.
  public let due: Nanoseconds?
  /// The milestone that it waits for, in words.
  public let waitsFor: String?
}
