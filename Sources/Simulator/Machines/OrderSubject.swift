/// Of whom an order speaks that agents are given.
@frozen
public enum OrderSubject: Hashable, Sendable {
  /// Of nobody but those who are told.
  case nobody
  /// Of one agent, such as the one to add.
  case agent
  /// Of one agent or several, such as those that are to be members.
  case agents
}
