/// What waits for a process that stands still or is busy, or what it works on.
@frozen
public enum WaitingInput<Subject: Machine>: Sendable {
  /// The copy of a message or request under this number of the network's.
  case arrival(Int32)
  case timer(Subject.Timer)
  /// The news that writes are durable.
  case flush
}
