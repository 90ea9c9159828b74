public import Simulator

extension Election {
  /// What an agent waits for in one of its scopes: two timers a scope, so four in all.
  @frozen
  public struct Timer: TimerTag {
    public let purpose: Purpose
    /// Which of the agent's scopes: 0 for everybody, 1 for its group.
    public let place: UInt8

    @frozen
    public enum Purpose: UInt8, Hashable, Sendable {
      /// The end of the phase in which the scope is: silence of a leader, an answer that does not come,
      /// a leader's next heartbeat.
      case phase = 0
      /// The end of a leader's lease, or of the time that a challenger waits.
      case tenure = 1
    }

    @inlinable
    public init(_ purpose: Purpose, place: UInt8 = 0) {
      self.purpose = purpose
      self.place = place
    }

    public static var slotCount: Int { 4 }
    @inlinable public var slot: Int { Int(place) &* 2 &+ Int(purpose.rawValue) }

    public var description: String {
      let name = purpose == .phase ? "phase" : "tenure"
      return place == 0 ? name : "group \(name)"
    }
  }
}
