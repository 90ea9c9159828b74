import Simulator

/// What agents were after each event that changed them, as the differences to what they were before.
struct StateArchive {
  private(set) var bytes = ByteWriter()
  private(set) var entryCount = 0
  /// Values that were looked at so far, parts of values counted as well.
  private(set) var work = 0
  /// By agent, what was written last.
  private var last: [[Field]]
  private var lastEvent: Int64 = 0

  /// What becomes of a value.
  enum Change: UInt8 {
    case set
    /// Of a list: how many elements stay in front, and those that follow them.
    case splice
  }

  init(agentCount: Int) { last = Array(repeating: [], count: agentCount) }

  /// An entry: the agent, the difference of events, then 0 and the changed fields by their places, or 1 and
  /// all fields by their names.
  mutating func add(
    _ inspection: AgentInspection, event: Int64, _ writer: inout ValueWriter
  ) {
    let agent = inspection.agent.index
    let fields = StateArchive.fields(of: inspection)
    work += fields.reduce(0) { $0 + $1.value.size }
    let before = last[agent]
    let isAlike =
      before.count == fields.count && zip(before, fields).allSatisfy { $0.name == $1.name }
    let changed = isAlike ? fields.indices.filter { before[$0].value != fields[$0].value } : []
    if isAlike && changed.isEmpty { return }
    entryCount += 1
    bytes.add(agent)
    bytes.add(signed: event - lastEvent)
    lastEvent = event
    last[agent] = fields
    bytes.add(byte: isAlike ? 0 : 1)
    bytes.add(isAlike ? changed.count : fields.count)
    for place in isAlike ? changed : Array(fields.indices) {
      bytes.add(isAlike ? place : writer.number(of: fields[place].name))
      write(isAlike ? before[place].value : nil, fields[place].value, &writer)
    }
  }

  private mutating func write(
    _ before: FieldValue?, _ value: FieldValue, _ writer: inout ValueWriter
  ) {
    if case .list(let old)? = before, case .list(let new) = value {
      let kept = zip(old, new).prefix { $0 == $1 }.count
      bytes.add(byte: Change.splice.rawValue)
      bytes.add(kept)
      bytes.add(new.count - kept)
      for element in new[kept...] { writer.write(element, to: &bytes) }
    } else {
      bytes.add(byte: Change.set.rawValue)
      writer.write(value, to: &bytes)
    }
  }

  /// What an agent is, in one list; what its disk holds has names that begin with `disk `.
  private static func fields(of inspection: AgentInspection) -> [Field] {
    var fields = [Field("process", .text(inspection.life))]
    if let version = inspection.version { fields.append(Field("version", .text(version))) }
    if let kind = inspection.machine.kind { fields.append(Field("kind", .text(kind))) }
    fields += inspection.machine.items
    fields += inspection.disk.items.map { Field("disk \($0.name)", $0.value) }
    let timers = inspection.timers.map {
      FieldValue.composite(
        Fields([Field("timer", .composite($0.timer)), Field("due", .time($0.due))]))
    }
    fields.append(Field("timers", .list(timers)))
    fields.append(
      Field("writing", .list(inspection.pendingWrites.map { FieldValue.composite($0) })))
    if inspection.waitingInputs > 0 {
      fields.append(Field("kept back", .integer(Int64(inspection.waitingInputs))))
    }
    return fields
  }
}

extension FieldValue {
  /// The number of values in it, itself among them.
  fileprivate var size: Int {
    switch self {
    case .list(let values): values.reduce(1) { $0 + $1.size }
    case .composite(let fields): fields.items.reduce(1) { $0 + $1.value.size }
    default: 1
    }
  }
}
