/// What happened in one event.
public struct TraceEvent: Hashable, Sendable {
  /// 0 is the start of all agents.
  public let number: Int64
  /// When it happened, by the world's clock.
  public let time: Nanoseconds
  /// The digest after the event.
  public let digest: Digest
  /// The input and what it led to, in order.
  public let records: [Record]

  /// An event with all that is recorded of it.
  public init(number: Int64, time: Nanoseconds, digest: Digest, records: [Record]) {
    self.number = number
    self.time = time
    self.digest = digest
    self.records = records
  }

  /// The event on one line: number, time, digest, and what happened.
  public var text: String {
    var text = "\(number) \(time.text) \(digest.text) "
    for (index, record) in records.enumerated() {
      if index > 0 { text += "; " }
      record.write(to: &text)
    }
    return text
  }
}

/// The ordered events of a run, as far as they were recorded.
public struct Trace: Hashable, Sendable {
  /// In the order in which they happened.
  public var events: [TraceEvent]

  /// A trace of these events.
  public init(events: [TraceEvent] = []) { self.events = events }

  /// One line an event.
  public var text: String { events.map { $0.text + "\n" }.joined() }

  /// The first place at which two traces differ; an event that only one has is nil for the other.
  public struct Difference: Hashable, Sendable {
    /// Number of the first event that differs.
    public let number: Int64
    /// The time of that event.
    public let time: Nanoseconds
    /// What the first trace has there.
    public let one: TraceEvent?
    /// What the second trace has there.
    public let other: TraceEvent?

    /// Number and time of the event, and what it was in each trace.
    public var text: String {
      "event \(number) at \(time.text) differs\n  \(one?.text ?? "(none)")\n  "
        + (other?.text ?? "(none)")
    }
  }

  /// The first event in which two traces differ, or nil if they are equal.
  ///
  /// - Complexity: O(n)
  public static func firstDifference(_ one: Trace, _ other: Trace) -> Difference? {
    for place in 0..<Swift.max(one.events.count, other.events.count) {
      let left = place < one.events.count ? one.events[place] : nil
      let right = place < other.events.count ? other.events[place] : nil
      if left == right { continue }
      guard let earlier = left ?? right else { continue }
      return Difference(number: earlier.number, time: earlier.time, one: left, other: right)
    }
    return nil
  }
}
