import Experiments
import Simulator

/// Drives runs a slice of events at a time: between two slices a signal is heeded, and progress shown.
///
/// Slices change nothing about a run, and the core needs no clock.
package struct RunPace: Sendable {
  /// Events of a slice: a few milliseconds of most runs.
  static let slice: Int64 = 8_192

  let stop: StopSignal

  /// - Parameter stop: what is looked at between slices.
  init(_ stop: StopSignal) {
    self.stop = stop
    stop.arm()
  }

  /// Runs on, up to a time or the end of the scenario.
  ///
  /// - Parameters:
  ///   - visit: called after each event; ends the run when it gives false.
  ///   - between: called between slices.
  /// - Returns: whether it came so far; false if it was asked to stop.
  func run(
    _ session: Session, until time: Nanoseconds? = nil, while visit: ((Session) -> Bool)? = nil,
    between: (Session) -> Void
  ) -> Bool {
    while true {
      let reason = session.run(until: time, maximumEvents: RunPace.slice, while: visit)
      if reason != .eventCount { return true }
      if stop.isAsked { return false }
      between(session)
    }
  }
}
