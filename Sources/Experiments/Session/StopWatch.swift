public import Simulator

/// Watches a run for a stop, for whatever drives the run.
public final class StopWatch {
  /// The time to run to, where the stop is one.
  public let end: Nanoseconds?
  /// Whether the event that was last brought it about; nil where only the end is waited for.
  private let holds: ((Session) -> Bool)?
  private var isFound = false

  /// Watches a session from the event that was its last.
  ///
  /// What has come true already is reached at once; *the next* note or record is one of a later event.
  /// - Precondition: the session makes records if the stop is a note or a record.
  /// - Parameter visit: told the kind of each note that is passed, if the stop is a note.
  public init(
    _ stop: Stop, in session: Session, seeing visit: @escaping (_ note: String) -> Void = { _ in }
  ) {
    end = if case .time(let time) = stop { time } else { nil }
    holds = StopWatch.condition(stop, visit)
    if stop.isOfRecords {
      precondition(
        session.recording == .recording,
        "records are wanted, but recording is \(session.recording)")
    } else {
      isFound = session.hasStarted && holds?(session) ?? false
    }
  }

  /// Whether the run is to go on after an event; asked once after each.
  public func goesOn(after session: Session) -> Bool {
    if let holds, holds(session) { isFound = true }
    return !isFound
  }

  /// Whether the run has come to the stop.
  public func isReached(by session: Session) -> Bool {
    isFound || end.map { session.hasStarted && session.now >= $0 } ?? false
  }

  private static func condition(
    _ stop: Stop, _ visit: @escaping (String) -> Void
  ) -> ((Session) -> Bool)? {
    switch stop {
    case .time: return nil
    case .event(let event): return { $0.eventCount >= event }
    case .note(let kind, let count): return inNotes(kind, count, visit)
    case .record(let matches): return inRecords(matches)
    case .milestone(let index, let count):
      return { $0.progress(ofMilestone: index) >= count }
    case .faultBegins(let name):
      return { $0.faultReports.contains { $0.isNamed(name) && $0.began != nil } }
    case .faultEnds(let name):
      return { $0.faultReports.contains { $0.isNamed(name) && $0.ended != nil } }
    case .condition(let condition): return condition
    }
  }

  private static func inNotes(
    _ kind: String, _ count: Int64, _ visit: @escaping (String) -> Void
  ) -> (Session) -> Bool {
    var left = count
    return inRecords { record in
      guard record.kind == .note || record.kind == .clientNote, let stated = record.content.kind
      else { return false }
      visit(stated)
      guard stated == kind else { return false }
      left -= 1
      return left <= 0
    }
  }

  private static func inRecords(_ matches: @escaping (Record) -> Bool) -> (Session) -> Bool {
    { session in
      // Each record is looked at, so that all of an event count.
      var isFound = false
      for record in session.records where matches(record) { isFound = true }
      return isFound
    }
  }
}

extension Stop {
  /// Whether it is looked for in records.
  fileprivate var isOfRecords: Bool {
    switch self {
    case .note, .record: true
    default: false
    }
  }
}

extension FaultReport {
  /// Whether a name means this fault: its own, or that of all its repetitions.
  func isNamed(_ name: String) -> Bool { FaultReport.isNamed(self.name, name) }

  /// Whether a name means the fault of this name.
  static func isNamed(_ fault: String, _ name: String) -> Bool {
    fault == name || fault.utf8.starts(with: Array("\(name)#".utf8))
  }
}
