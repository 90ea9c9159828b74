import Scenarios
public import Simulator

/// Where a run is to stop: right after the event by which it comes true.
public enum Stop {
  /// When every event up to and including this time is over.
  case time(Nanoseconds)
  /// When this many events are over.
  case event(Int64)
  /// Once a milestone, one of the vocabulary's `milestoneNames`, was reached so often since the start of the
  /// run, or has come to that level.
  case milestone(Int, count: Int64)
  /// At the next note of this kind, of an agent or a client, or a later one of them.
  case note(String, count: Int64)
  /// Once the fault of this name began; of a fault that repeats, the first.
  case faultBegins(String)
  /// Once the fault of this name ended.
  case faultEnds(String)
  /// At the next record for which this holds.
  case record((Record) -> Bool)
  /// Once this holds of the run, which is asked after each event.
  case condition((Session) -> Bool)
}

extension Session {
  /// Runs on until a stop is reached.
  ///
  /// What has come true already stops it at once; *the next* note or record is one of a later event.
  /// - Precondition: the session makes records if the stop is a note or a record.
  /// - Parameters:
  ///   - stop: where to stop.
  ///   - visit: told the kind of each note that is passed, if the stop is a note.
  /// - Returns: false if the run ended before.
  public func run(until stop: Stop, seeing visit: @escaping (_ note: String) -> Void = { _ in })
    -> Bool
  {
    let watch = StopWatch(stop, in: self, seeing: visit)
    if !watch.isReached(by: self) { run(until: watch.end) { watch.goesOn(after: $0) } }
    return watch.isReached(by: self)
  }
}
