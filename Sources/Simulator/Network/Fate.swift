/// What the network did with a message when it was handed over.
@frozen
public enum Fate: Hashable, Sendable, CustomStringConvertible {
  /// It arrives at this time.
  case arrives(Nanoseconds)
  /// It arrives at both times.
  case duplicated(Nanoseconds, Nanoseconds)
  /// It does not arrive.
  case lost(Loss)
  /// It waits until the cut of this fault, an index among those of the run, lets it go.
  case held(by: Int)
  /// It was lost, or waits behind what was, and its connection tries again at this time.
  case waits(until: Nanoseconds)

  public var description: String {
    switch self {
    case .arrives(let time): "arrives \(time.text)"
    case .duplicated(let one, let other): "arrives \(one.text) and \(other.text)"
    case .lost(let loss): loss.description
    case .held: "held at a cut"
    case .waits(let time): "sent again \(time.text)"
    }
  }
}

/// Why a message did not arrive.
@frozen
public enum Loss: UInt8, Hashable, Sendable, CustomStringConvertible, CaseIterable {
  /// The link lost it, alone or in a burst.
  case network = 0
  /// It arrived corrupted and the receiver dropped it.
  case corrupted = 1
  /// A partition stood between when it was sent.
  case cut = 2
  /// A partition came up while it was on its way.
  case cutInFlight = 3
  /// Its target was down.
  case targetDown = 4

  /// A person, or a fault that says so, dropped it on its way.
  case dropped = 5
  /// Its target was busy, and the inbox full.
  case inboxFull = 6
  /// Its connection was reset.
  case connectionReset = 7

  public var description: String {
    switch self {
    case .network: "lost"
    case .corrupted: "corrupted"
    case .cut: "cut"
    case .cutInFlight: "cut in flight"
    case .targetDown: "target down"
    case .dropped: "dropped"
    case .inboxFull: "inbox full"
    case .connectionReset: "connection reset"
    }
  }
}

/// A change in the life of an agent's process.
@frozen
public enum LifeChange: Hashable, Sendable, CustomStringConvertible {
  case started(Recovery)
  case crashed
  case paused
  case resumed

  public var description: String {
    switch self {
    case .started(let recovery): "started (disk \(recovery.description))"
    case .crashed: "crashed"
    case .paused: "paused"
    case .resumed: "resumed"
    }
  }
}
