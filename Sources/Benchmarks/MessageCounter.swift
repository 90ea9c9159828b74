import Simulator

/// Counts the messages between agents and nothing else.
struct MessageCounter<Subject: Machine, LoadNote: Traceable>: Observer {
  private(set) var messages: Int64 = 0

  mutating func sent(
    _ message: Subject.Message, from source: AgentID, to target: AgentID, _ fate: Fate,
    at time: Nanoseconds
  ) {
    if source != target { messages &+= 1 }
  }
}
