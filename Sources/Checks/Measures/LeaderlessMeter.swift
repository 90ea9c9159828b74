public import Simulator

/// The time during which no agent took itself for the leader.
///
/// An agent leads from the note that it became leader until it steps down or crashes. A deposed leader
/// that has not yet heard of it still counts, as it does for itself: what clients feel is `GapMeter`'s.
/// Times do not fall.
@frozen
public struct LeaderlessMeter: Hashable, Sendable {
  /// When the present spell without a leader started; nil while an agent leads or after `end`.
  public private(set) var openSince: Nanoseconds?
  /// Whether each agent leads, by its index.
  private var leads: [Bool]
  private var leaders = 0

  /// A run of `agents` agents that starts, without a leader, at `start`.
  public init(agents: Int, start: Nanoseconds = 0) {
    leads = Array(repeating: false, count: agents)
    openSince = start
  }

  /// An agent became leader; again, in a later term, changes nothing.
  ///
  /// - Returns: the spell without a leader that it ended, or nil when another one led or it has no length.
  @discardableResult
  public mutating func lead(_ agent: AgentID, at time: Nanoseconds) -> Span? {
    guard !leads[agent.index] else { return nil }
    leads[agent.index] = true
    leaders += 1
    return close(at: time)
  }

  /// An agent stepped down or crashed; without effect when it did not lead.
  public mutating func stopLeading(_ agent: AgentID, at time: Nanoseconds) {
    guard leads[agent.index] else { return }
    leads[agent.index] = false
    leaders -= 1
    if leaders == 0 { openSince = time }
  }

  /// The run ends, and with it the spell that is open.
  ///
  /// - Returns: that spell, or nil when an agent leads.
  public mutating func end(at time: Nanoseconds) -> Span? { close(at: time) }

  private mutating func close(at time: Nanoseconds) -> Span? {
    guard let start = openSince else { return nil }
    openSince = nil
    guard time > start else { return nil }
    return Span(start: start, end: time)
  }
}
