import Simulator

@testable import Reports

/// Reads what archives write, from the description of the form alone, as a page's script does.
struct ArchiveReader {
  private let bytes: [UInt8]
  private(set) var place = 0
  private let texts: [String]
  private let shapes: [[Int]]

  init(_ bytes: [UInt8], _ writer: ValueWriter, at place: Int = 0) {
    self.bytes = bytes
    self.place = place
    texts = writer.texts
    shapes = writer.shapes
  }

  var isAtEnd: Bool { place == bytes.count }

  mutating func byte() -> UInt8 {
    place += 1
    return bytes[place - 1]
  }

  mutating func unsigned() -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = byte()
      number |= UInt64(byte & 127) << shift
      shift += 7
      if byte < 128 { return number }
    }
  }

  mutating func count() -> Int { Int(unsigned()) }

  mutating func signed() -> Int64 {
    let number = unsigned()
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  mutating func text() -> String { texts[count()] }

  mutating func fields() -> Fields {
    let shape = shapes[count()]
    var fields = Fields(kind: shape[0] == 0 ? nil : texts[shape[0] - 1])
    for name in shape.dropFirst() { fields.items.append(Field(texts[name], value())) }
    return fields
  }

  mutating func value() -> FieldValue {
    switch ValueWriter.Tag(rawValue: byte()) {
    case .none?, nil: .none
    case .integer?: .integer(signed())
    case .no?: .flag(false)
    case .yes?: .flag(true)
    case .agent?: .agent(AgentID(count()))
    case .time?: .time(signed())
    case .text?: .text(text())
    case .list?: .list(list())
    case .composite?: .composite(fields())
    }
  }

  mutating func list() -> [FieldValue] {
    var values: [FieldValue] = []
    for _ in 0..<count() { values.append(value()) }
    return values
  }
}

extension RunArchive {
  /// All records, read again.
  var recordsRead: [Record] {
    var events = ArchiveReader(records.events.bytes, writer)
    var parts = ArchiveReader(records.records.bytes, writer)
    var place = 0
    var sent: [Int64: Fields] = [:]
    var found: [Record] = []
    var (event, time, message): (Int64, Nanoseconds, Int64) = (0, 0, 0)
    while !events.isAtEnd {
      event += events.signed()
      time += events.signed()
      for _ in 0..<events.count() {
        let kind = Record.Kind.allCases[Int(parts.byte())]
        let has = RecordArchive.Parts(rawValue: parts.byte())
        let agent = has.contains(.agent) ? AgentID(parts.count()) : nil
        let peer = has.contains(.peer) ? AgentID(parts.count()) : nil
        let client = has.contains(.client) ? Int32(parts.count()) : nil
        if has.contains(.message) { message += parts.signed() }
        let cause = has.contains(.cause) ? event - parts.signed() : nil
        func fields() -> Fields {
          var reader = ArchiveReader(records.values.bytes, writer, at: place)
          place += parts.count()
          return reader.fields()
        }
        var content = Fields()
        if has.contains(.content) { content = fields() }
        if has.contains(.sentContent) { content = sent[message] ?? Fields() }
        if [.sent, .requestSent, .replySent].contains(kind) { sent[message] = content }
        let details = has.contains(.details) ? fields().items : []
        found.append(
          Record(
            kind, event: event, time: time, agent: agent, peer: peer, client: client,
            message: has.contains(.message) ? message : nil, cause: cause, content: content,
            details: details))
      }
    }
    return found
  }

  /// What each agent was after each entry, read again: agent, event, fields.
  var statesRead: [(agent: Int, event: Int64, fields: [Field])] {
    var reader = ArchiveReader(states.bytes.bytes, writer)
    var last: [Int: [Field]] = [:]
    var found: [(agent: Int, event: Int64, fields: [Field])] = []
    var event: Int64 = 0
    while !reader.isAtEnd {
      let agent = reader.count()
      event += reader.signed()
      let isWhole = reader.byte() == 1
      var fields = isWhole ? [] : last[agent] ?? []
      for _ in 0..<reader.count() {
        let number = reader.count()
        let name = isWhole ? writer.texts[number] : fields[number].name
        let value: FieldValue
        if reader.byte() == StateArchive.Change.set.rawValue {
          value = reader.value()
        } else {
          guard case .list(let old) = fields[number].value else { return [] }
          let kept = reader.count()
          value = .list(Array(old.prefix(kept)) + reader.list())
        }
        if isWhole {
          fields.append(Field(name, value))
        } else {
          fields[number] = Field(name, value)
        }
      }
      last[agent] = fields
      found.append((agent, event, fields))
    }
    return found
  }
}
