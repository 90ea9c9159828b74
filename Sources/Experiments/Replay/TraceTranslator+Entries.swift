import Protocols
import Simulator

/// Entries of a log, and what they do.
extension TraceTranslator {
  /// A list of entries, of objects with a term or of terms alone; or their number.
  func setEntries(
    _ line: TraceLine, _ node: Int, _ record: inout RaftTraceRecord
  ) throws(TraceLine.Mistake) {
    guard line.nodes[node].kind == .list else {
      record.entryCount = line.integer(of: node)
      if record.entryCount == nil, line.nodes[node].kind != .null {
        throw TraceLine.Mistake(
          offset: Int(line.nodes[node].range.lowerBound),
          message: "'entries' is neither a list of entries nor their number", suggestion: nil)
      }
      return
    }
    var child = Int(line.nodes[node].first)
    record.tellsCommands = true
    while child >= 0 {
      if line.nodes[child].kind != .object || line.child(TracePaths.command, of: child) < 0 {
        record.tellsCommands = false
      }
      record.entries.append(try entry(line, child))
      child = Int(line.nodes[child].next)
    }
    record.entryCount = Int64(record.entries.count)
  }

  private func entry(_ line: TraceLine, _ node: Int) throws(TraceLine.Mistake) -> Raft.Entry {
    if let term = line.integer(of: node) { return Raft.Entry(term: term, .noop) }
    guard line.nodes[node].kind == .object,
      let term = integer(line, node, TracePaths.term)
    else {
      throw TraceLine.Mistake(
        offset: Int(line.nodes[node].range.lowerBound),
        message: "an entry has no term", suggestion: "it is a term, or an object with a term")
    }
    let command = line.child(TracePaths.command, of: node)
    return Raft.Entry(term: term, command < 0 ? .noop : self.command(line, command))
  }

  private func integer(_ line: TraceLine, _ node: Int, _ key: [UInt8]) -> Int64? {
    let child = line.child(key, of: node)
    return child < 0 ? nil : line.integer(of: child)
  }

  private func signed(_ line: TraceLine, _ node: Int, _ key: [UInt8]) -> Int64? {
    let child = line.child(key, of: node)
    return child < 0 ? nil : line.signed(of: child)
  }

  /// What an entry does, as records here tell it; what is told otherwise does nothing to the store.
  private func command(_ line: TraceLine, _ node: Int) -> Raft.Command {
    guard line.nodes[node].kind == .object, let key = small(line, node, TracePaths.key),
      let client = small(line, node, TracePaths.session),
      let sequence = small(line, node, TracePaths.sequence)
    else { return .noop }
    let session = Raft.Session(client: client, sequence: sequence)
    if let value = signed(line, node, TracePaths.value) {
      return .write(value: value, key: key, session: session)
    }
    if let expected = signed(line, node, TracePaths.expected),
      let new = signed(line, node, TracePaths.new)
    {
      return .compareAndSet(expected: expected, new: new, key: key, session: session)
    }
    return .noop
  }

  private func small(_ line: TraceLine, _ node: Int, _ key: [UInt8]) -> Int32? {
    integer(line, node, key).flatMap { Int32(exactly: $0) }
  }

  /// A log by its terms.
  func runs(_ line: TraceLine, _ node: Int) -> [[Int64]]? {
    guard line.nodes[node].kind == .list else { return nil }
    var runs: [[Int64]] = []
    for child in line.children(of: node) {
      let numbers = line.children(of: child).compactMap { line.integer(of: $0) }
      if numbers.count == 2 { runs.append(numbers) }
    }
    return runs
  }
}

/// The keys of entries.
private enum TracePaths {
  static let term = Array("term".utf8)
  static let command = Array("command".utf8)
  static let key = Array("key".utf8)
  static let session = Array("session".utf8)
  static let sequence = Array("sequence".utf8)
  static let value = Array("value".utf8)
  static let expected = Array("expected".utf8)
  static let new = Array("new".utf8)
}
