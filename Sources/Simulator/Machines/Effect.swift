/// One thing that a machine asked for during a step; a plain value that tests compare.
@frozen
public enum Effect<M: Machine>: Hashable, Sendable {
  /// Send a message, once every write asked for before is durable.
  case send(M.Message, to: AgentID)
  /// Send a message at once, whatever writes are under way.
  case sendAhead(M.Message, to: AgentID)
  /// Arm a timer, on the agent's own clock; replaces the tag's earlier arming.
  case setTimer(M.Timer, after: Nanoseconds)
  /// Disarm a timer; nothing happens if it is not armed.
  case cancelTimer(M.Timer)
  /// Make a write durable.
  case persist(M.Storage.Write)
  /// Answer a client, once every write asked for before is durable.
  case respond(M.Reply, to: RequestID)
  /// Answer a client at once, whatever writes are under way.
  case respondAhead(M.Reply, to: RequestID)
  /// State a fact for observers; seen at once.
  case note(M.Note)
}
