import Simulator

/// The records of a run in few bytes, for a page to draw them.
///
/// An event is the differences of its number and its time to those of the one before, and the number of its
/// records; a record is its kind, a byte that says which of its parts follow, and the parts. What records
/// are made of stands apart, so that a reader can pass over it.
struct RecordArchive {
  private(set) var events = ByteWriter()
  private(set) var records = ByteWriter()
  private(set) var values = ByteWriter()
  private(set) var eventCount = 0
  private(set) var recordCount = 0
  private var lastEvent: Int64 = 0
  private var lastTime: Nanoseconds = 0
  private var lastMessage: Int64 = 0
  /// What each message was made of when it was sent, as long as its arrival is to come. Only looked up.
  private var sent: [Int64: Fields] = [:]

  /// Which parts a record has.
  struct Parts: OptionSet {
    let rawValue: UInt8
    static let agent = Parts(rawValue: 1)
    static let peer = Parts(rawValue: 2)
    static let client = Parts(rawValue: 4)
    static let message = Parts(rawValue: 8)
    static let cause = Parts(rawValue: 16)
    static let content = Parts(rawValue: 32)
    /// It is made of what its message was made of when it was sent.
    static let sentContent = Parts(rawValue: 64)
    static let details = Parts(rawValue: 128)
  }

  /// Bytes of all that was added.
  var byteCount: Int { events.bytes.count + records.bytes.count + values.bytes.count }

  mutating func add(
    _ records: [Record], event: Int64, time: Nanoseconds, _ writer: inout ValueWriter
  ) {
    events.add(signed: event - lastEvent)
    events.add(signed: time - lastTime)
    events.add(records.count)
    lastEvent = event
    lastTime = time
    eventCount += 1
    for record in records { add(record, &writer) }
  }

  private mutating func add(_ record: Record, _ writer: inout ValueWriter) {
    recordCount += 1
    let content = contentPart(of: record)
    records.add(byte: UInt8(truncatingIfNeeded: record.kind.ordinal))
    records.add(byte: parts(of: record).union(content).rawValue)
    if let agent = record.agent { records.add(agent.index) }
    if let peer = record.peer { records.add(peer.index) }
    if let client = record.client { records.add(Int(client)) }
    if let message = record.message {
      records.add(signed: message - lastMessage)
      lastMessage = message
    }
    if let cause = record.cause { records.add(signed: record.event - cause) }
    if content == .content { add(record.content, &writer) }
    if !record.details.isEmpty { add(Fields(record.details), &writer) }
  }

  /// The number of bytes, and these apart.
  private mutating func add(_ fields: Fields, _ writer: inout ValueWriter) {
    let before = values.bytes.count
    writer.write(fields, to: &values)
    records.add(values.bytes.count - before)
  }

  private func parts(of record: Record) -> Parts {
    var parts: Parts = []
    if record.agent != nil { parts.insert(.agent) }
    if record.peer != nil { parts.insert(.peer) }
    if record.client != nil { parts.insert(.client) }
    if record.message != nil { parts.insert(.message) }
    if record.cause != nil { parts.insert(.cause) }
    if !record.details.isEmpty { parts.insert(.details) }
    return parts
  }

  private mutating func contentPart(of record: Record) -> Parts {
    if record.content == Fields() { return [] }
    guard let message = record.message else { return .content }
    switch record.kind {
    case .sent, .requestSent, .replySent: sent[message] = record.content
    case .delivered, .lost, .requestDelivered, .requestLost, .replyDelivered, .replyLost:
      // A duplicate that comes later says again what it is made of.
      if let content = sent.removeValue(forKey: message), content == record.content {
        return .sentContent
      }
    default: break
    }
    return .content
  }
}
