import Protocols
import Simulator

/// Makes records of Raft of the lines of a trace.
struct TraceTranslator: Sendable {
  let dialect: TraceDialect
  /// The agents by their places, as the trace names them.
  private(set) var names: [[UInt8]]
  /// Whether no other agents than those may come.
  private let isClosed: Bool
  /// How many records had a name that the dialect does not know, and the first of these.
  private(set) var unknownCount: Int64 = 0
  private(set) var firstUnknown: (line: Int, name: String)?
  private var name: [UInt8] = []

  private static var agentLimit: Int { 1_000 }

  init(_ dialect: TraceDialect, voters: [String]) {
    self.dialect = dialect
    names = voters.map { Array($0.utf8) }
    isClosed = !voters.isEmpty && !dialect.isComplete
  }

  /// Whether the dialect knows the name of the line's record.
  mutating func knows(_ line: TraceLine) -> Bool {
    readName(line)
    return dialect.meanings.contains { !$0.isPrefix && $0.matches(name) }
  }

  private mutating func readName(_ line: TraceLine) {
    name.removeAll(keepingCapacity: true)
    for part in dialect.event {
      for path in part {
        let node = line.value(at: path)
        if node < 0 || line.nodes[node].kind != .text { continue }
        if !name.isEmpty { name.append(UInt8(ascii: " ")) }
        name.append(contentsOf: line.text(of: node))
        break
      }
    }
  }

  /// - Returns: nil for what is not held against anything.
  mutating func record(
    _ line: TraceLine, number: Int
  ) throws(TraceLine.Mistake) -> RaftTraceRecord? {
    readName(line)
    guard let place = dialect.meanings.firstIndex(where: { $0.matches(name) }) else {
      note(unknown: number)
      return nil
    }
    let meaning = dialect.meanings[place]
    if meaning.event == .ignored { return nil }
    var record = RaftTraceRecord()
    record.line = number
    record.event = meaning.event
    record.operation = meaning.operation
    record.result = meaning.result
    if let message = meaning.message { record.message = message }
    var entryEnd: Int64?
    for (field, paths) in meaning.fields {
      for path in paths {
        let node = line.value(at: path)
        if node < 0 { continue }
        if field == .entryEnd {
          entryEnd = try whole(line, node, field)
        } else {
          try set(field, line, node, &record)
        }
        break
      }
    }
    complete(&record, entryEnd)
    if record.agent.index < 0, record.event != .config {
      throw TraceLine.Mistake(
        offset: 0, message: "the record does not say which agent it is about", suggestion: nil)
    }
    return record
  }

  private mutating func note(unknown number: Int) {
    unknownCount += 1
    if firstUnknown == nil { firstUnknown = (number, String(decoding: name, as: UTF8.self)) }
  }

  /// What follows from the fields of a record together.
  private func complete(_ record: inout RaftTraceRecord, _ entryEnd: Int64?) {
    if let entryEnd, let previous = record.previousIndex, entryEnd >= previous {
      record.entryCount = entryEnd - previous
    }
    if record.event == .send || record.event == .receive {
      if record.message == .append, record.entryCount == nil { record.entryCount = 0 }
      if record.message == .heartbeat { record.previousIndex = nil }
      if record.message == .appendReply, record.granted == false { record.matched = nil }
    }
    if record.event == .snapshot, record.last == nil { record.last = record.lastIndex }
  }

  // MARK: Fields

  private func mistake(
    _ line: TraceLine, _ node: Int, _ message: String, _ suggestion: String? = nil
  ) -> TraceLine.Mistake {
    TraceLine.Mistake(
      offset: Int(line.nodes[node].range.lowerBound), message: message, suggestion: suggestion)
  }

  private func whole(
    _ line: TraceLine, _ node: Int, _ field: TraceField
  ) throws(TraceLine.Mistake) -> Int64? {
    if line.nodes[node].kind == .null { return nil }
    if let number = line.integer(of: node) { return number }
    throw mistake(line, node, "'\(field.word)' is no whole number from 0 to 2^53")
  }

  private mutating func set(
    _ field: TraceField, _ line: TraceLine, _ node: Int, _ record: inout RaftTraceRecord
  ) throws(TraceLine.Mistake) {
    switch field {
    case .time: record.time = line.signed(of: node)
    case .step: record.step = try whole(line, node, field)
    case .agent: record.agent = try agent(line, node) ?? record.agent
    case .peer: record.peer = try agent(line, node)
    case .from: try setEnd(line, node, isSource: true, &record)
    case .to: try setEnd(line, node, isSource: false, &record)
    case .term: record.term = try whole(line, node, field)
    case .votedFor: record.vote = try vote(line, node)
    case .role: record.role = role(line, node)
    case .commit: record.commit = try whole(line, node, field)
    case .lastIndex: record.lastIndex = try whole(line, node, field)
    case .lastTerm: record.lastTerm = try whole(line, node, field)
    case .disk: record.isFresh = Array(line.text(of: node)) == Array("fresh".utf8)
    case .operation: record.operation = try word(line, node, field)
    case .result: record.result = try word(line, node, field)
    case .voters: record.voters = try voters(line, node)
    default: try setOther(field, line, node, &record)
    }
  }

  private func setOther(
    _ field: TraceField, _ line: TraceLine, _ node: Int, _ record: inout RaftTraceRecord
  ) throws(TraceLine.Mistake) {
    switch field {
    case .message: record.message = message(line, node) ?? record.message
    case .messageTerm: record.messageTerm = try whole(line, node, field)
    case .granted: record.granted = try flag(line, node, field)
    case .rejected: record.granted = try flag(line, node, field).map { !$0 }
    case .candidateIndex: record.candidateIndex = try whole(line, node, field)
    case .candidateTerm: record.candidateTerm = try whole(line, node, field)
    case .previousIndex: record.previousIndex = try whole(line, node, field)
    case .previousTerm: record.previousTerm = try whole(line, node, field)
    case .leaderCommit: record.leaderCommit = try whole(line, node, field)
    case .matched: record.matched = try whole(line, node, field)
    case .stamp: record.stamp = try whole(line, node, field)
    case .after: record.after = try whole(line, node, field)
    case .first: record.first = try whole(line, node, field)
    case .last: record.last = try whole(line, node, field)
    case .entries: try setEntries(line, node, &record)
    case .terms: record.runs = runs(line, node)
    case .client: record.client = try whole(line, node, field)
    case .attempt: record.attempt = try whole(line, node, field)
    case .key: record.key = try whole(line, node, field)
    case .value: record.value = line.signed(of: node)
    case .session: setSession(line.integer(of: node), nil, &record)
    case .sequence: setSession(nil, line.integer(of: node), &record)
    default: break
    }
  }

  private func setSession(
    _ client: Int64?, _ sequence: Int64?, _ record: inout RaftTraceRecord
  ) {
    let old = record.session
    record.session = Raft.Session(
      client: client.map { Int32(clamping: $0) } ?? old?.client ?? 0,
      sequence: sequence.map { Int32(clamping: $0) } ?? old?.sequence ?? 0)
  }

  private mutating func setEnd(
    _ line: TraceLine, _ node: Int, isSource: Bool, _ record: inout RaftTraceRecord
  ) throws(TraceLine.Mistake) {
    guard let agent = try agent(line, node) else { return }
    if (record.event == .receive) == isSource {
      record.peer = agent
    } else if record.agent.index < 0 {
      record.agent = agent
    }
  }

  private func flag(
    _ line: TraceLine, _ node: Int, _ field: TraceField
  ) throws(TraceLine.Mistake) -> Bool? {
    switch line.nodes[node].kind {
    case .yes: return true
    case .no: return false
    case .null: return nil
    case .text:
      let text = line.text(of: node)
      for word in ["OK", "ok", "true", "SUCCESS", "Success"] where text.elementsEqual(word.utf8) {
        return true
      }
      return false
    default: throw mistake(line, node, "'\(field.word)' is neither true nor false")
    }
  }

  private func word<W: Word>(
    _ line: TraceLine, _ node: Int, _ field: TraceField
  ) throws(TraceLine.Mistake) -> W? {
    if line.nodes[node].kind == .null { return nil }
    for word in W.allCases where line.text(of: node).elementsEqual(word.word.utf8) { return word }
    throw mistake(
      line, node, "'\(field.word)' is none of " + W.words.map { "'\($0)'" }.joined(separator: ", "))
  }

  private func role(_ line: TraceLine, _ node: Int) -> Raft.Role? {
    let text = line.text(of: node)
    for (name, role) in dialect.roles where text.elementsEqual(name) { return role }
    for role in Raft.Role.allCases where text.elementsEqual(role.word.utf8) { return role }
    return nil
  }

  private func message(_ line: TraceLine, _ node: Int) -> RaftTraceRecord.Message? {
    let text = line.text(of: node)
    for (name, message) in dialect.messages where text.elementsEqual(name) { return message }
    for message in RaftTraceRecord.Message.allCases where text.elementsEqual(message.word.utf8) {
      return message
    }
    return nil
  }

  private mutating func vote(
    _ line: TraceLine, _ node: Int
  ) throws(TraceLine.Mistake) -> RaftTraceRecord.Vote {
    if line.nodes[node].kind == .null { return .nobody }
    let text = line.text(of: node)
    for name in dialect.nobody where text.elementsEqual(name) { return .nobody }
    return try agent(line, node).map { .agent($0) } ?? .untold
  }

  // MARK: Agents

  /// The place of an agent, which a name that is new gets.
  private mutating func agent(
    _ line: TraceLine, _ node: Int
  ) throws(TraceLine.Mistake) -> AgentID? {
    switch line.nodes[node].kind {
    case .null: return nil
    case .text, .number: break
    default: throw mistake(line, node, "an agent is a name or a number")
    }
    let text = line.text(of: node)
    if dialect.isComplete {
      if let place = TraceTranslator.place(text) {
        while names.count <= place { names.append(Array("n\(names.count + 1)".utf8)) }
        return AgentID(place)
      }
      throw mistake(
        line, node, "'\(String(decoding: text, as: UTF8.self))' is no agent",
        "agents are n1, n2, ...")
    }
    if let place = names.firstIndex(where: { text.elementsEqual($0) }) { return AgentID(place) }
    if isClosed || text.isEmpty {
      throw mistake(
        line, node, "there is no agent '\(String(decoding: text, as: UTF8.self))'", nearest(text))
    }
    guard names.count < TraceTranslator.agentLimit else {
      throw mistake(line, node, "there are more than \(TraceTranslator.agentLimit) agents")
    }
    names.append(Array(text))
    return AgentID(names.count - 1)
  }

  private func nearest(_ text: ArraySlice<UInt8>) -> String? {
    TraceNames.suggestion(String(decoding: text, as: UTF8.self), names)
  }

  /// The place of an agent that is named as here: `n1` is the first.
  private static func place(_ text: ArraySlice<UInt8>) -> Int? {
    guard text.first == UInt8(ascii: "n"), text.count > 1, text.count < 9 else { return nil }
    var number = 0
    for byte in text.dropFirst() {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    return number > 0 && number <= agentLimit ? number - 1 : nil
  }

  private mutating func voters(
    _ line: TraceLine, _ node: Int
  ) throws(TraceLine.Mistake) -> [[AgentID]] {
    guard line.nodes[node].kind == .list else {
      throw mistake(line, node, "'voters' is no list of agents")
    }
    var sets: [[AgentID]] = []
    var plain: [AgentID] = []
    for child in line.children(of: node) {
      if line.nodes[child].kind == .list {
        var set: [AgentID] = []
        for member in line.children(of: child) {
          if let agent = try agent(line, member) { set.append(agent) }
        }
        if !set.isEmpty { sets.append(set.sorted()) }
      } else if let agent = try agent(line, child) {
        plain.append(agent)
      }
    }
    return plain.isEmpty ? sets : [plain.sorted()] + sets
  }
}
