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
    switch stop {
    case .time(let time):
      run(until: time)
      return now >= time
    case .event(let event):
      if eventCount < event || !hasStarted { run(maximumEvents: event - eventCount) }
      return eventCount >= event
    case .note(let kind, let count):
      var left = count
      return runToRecord { record in
        guard record.kind == .note || record.kind == .clientNote, let stated = record.content.kind
        else { return false }
        visit(stated)
        guard stated == kind else { return false }
        left -= 1
        return left <= 0
      }
    case .record(let matches): return runToRecord(matches)
    case .milestone(let index, let count):
      return runOn { $0.progress(ofMilestone: index) >= count }
    case .faultBegins(let name):
      return runOn { $0.faultReports.contains { $0.isNamed(name) && $0.began != nil } }
    case .faultEnds(let name):
      return runOn { $0.faultReports.contains { $0.isNamed(name) && $0.ended != nil } }
    case .condition(let holds): return runOn(holds)
    }
  }

  private func runOn(_ isReached: @escaping (Session) -> Bool) -> Bool {
    if hasStarted, isReached(self) { return true }
    var found = false
    run { session in
      found = isReached(session)
      return !found
    }
    return found
  }

  private func runToRecord(_ matches: @escaping (Record) -> Bool) -> Bool {
    precondition(recording == .recording, "records are wanted, but recording is \(recording)")
    var found = false
    run { session in
      // Each record is looked at, so that all of an event count.
      for record in session.records where matches(record) { found = true }
      return !found
    }
    return found
  }
}

extension FaultReport {
  /// Whether a name means this fault: its own, or that of all its repetitions.
  func isNamed(_ name: String) -> Bool {
    self.name == name || self.name.utf8.starts(with: Array("\(name)#".utf8))
  }
}
