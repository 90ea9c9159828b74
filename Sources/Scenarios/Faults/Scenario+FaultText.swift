public import Simulator

/// Faults as text: what a person does to a run is written down so, and said so.
extension Scenario {
  /// The fault as an element of the list `faults`, on one line.
  ///
  /// - Returns: nil if no text of a scenario file is read as this very fault in this scenario: its name is
  ///   none, it begins after the end, it never ends before a calm tail.
  public func text(of fault: Fault) -> String? {
    let writer = FaultWriter(
      roleNames: vocabulary.roleNames, regionNames: regionNames,
      milestoneNames: vocabulary.milestoneNames, orderNames: vocabulary.orderNames,
      messageNames: vocabulary.messageNames, versionNames: versions.map { $0.name })
    guard let text = writer.text(fault) else { return nil }
    do throws(ScenarioError) {
      return try self.fault(text) == fault ? text : nil
    } catch {
      return nil
    }
  }

  /// The fault that a text declares as an element of `faults` does.
  public func fault(_ text: String) throws(ScenarioError) -> Fault {
    try read(try JSON5.read(Array(text.utf8), file: "fault"))
  }

  /// What a text says that a fault does, and until when, without its begin: `{ crash: "leader" }`,
  /// `{ ask: { client: 1, read: 5 } }`, `{ pause: 1, until: "leader elected" }`.
  ///
  /// - Returns: a fault that begins after event 0.
  public func deed(_ text: String) throws(ScenarioError) -> Fault {
    var tree = try JSON5.read(Array(text.utf8), file: "fault")
    if case .object(var members) = tree.content {
      members.append(
        JSON5.Member(key: "afterEvent", keyPosition: tree.position, value: .integer(0)))
      tree = JSON5(.object(members), at: tree.position)
    }
    return try read(tree)
  }

  private func read(_ tree: JSON5) throws(ScenarioError) -> Fault {
    var diagnostics = Diagnostics(file: "fault")
    guard case .object = tree.content else {
      diagnostics.add(tree.position, "a fault is an object, not \(tree.kindText)")
      throw diagnostics.error
    }
    var values = ValueReader(diagnostics: diagnostics)
    let read = values.readObject(tree, Format.faultKeys(vocabulary), "fault")
    var reader = FaultReader(
      cast: cast, vocabulary: vocabulary, duration: duration, calm: calm,
      diagnostics: values.diagnostics)
    reader.otherNames = baseNames
    reader.read([Value.Item(.object(read), at: tree.position)], written: [tree])
    guard reader.diagnostics.isEmpty, let declared = reader.faults.first else {
      if reader.diagnostics.isEmpty { reader.complain(tree.position, "this is no fault") }
      throw reader.diagnostics.error
    }
    return declared.fault
  }

  /// The scenario's faults by the names that its file gives them, with how often each happens.
  private var baseNames: [(name: String, times: Int64)] {
    var names: [(name: String, times: Int64)] = []
    for fault in faults {
      if let last = names.last, last.name == fault.baseName {
        names[names.count - 1].times += 1
      } else {
        names.append((fault.baseName, 1))
      }
    }
    return names
  }

  /// The same scenario with more faults behind its own.
  public func adding(_ more: [Fault]) -> Scenario {
    var scenario = self
    scenario.faults += more.map {
      DeclaredFault(
        fault: $0, lateness: 0, text: text(of: $0) ?? "", position: .start, baseName: $0.name)
    }
    return scenario
  }

  /// What targets are looked up in.
  private var cast: Cast {
    Cluster(
      agents: agents, regionNames: regionNames,
      names: agents.enumerated().map { (name: $0.element.name, index: $0.offset) },
      versionNames: versions.map { $0.name }
    ).cast(roleNames: vocabulary.roleNames)
  }

  /// The bytes of a scenario file with more faults at the end of its list of faults.
  ///
  /// - Parameter texts: as `text(of:)` gives them.
  public static func adding(
    faults texts: [String], to bytes: [UInt8], file: String
  ) throws(ScenarioError) -> [UInt8] {
    let tree = try JSON5.read(bytes, file: file)
    guard case .object(let members) = tree.content, !texts.isEmpty else { return bytes }
    var lines = ""
    for text in texts { lines += "  " + text + ",\n  " }
    guard let list = tree["faults"], case .list = list.content else {
      let start = offset(of: tree.position, in: bytes) + 1
      let comma = members.isEmpty ? "" : ","
      return bytes[..<start] + Array("\n  faults: [\n  \(lines)]\(comma)".utf8) + bytes[start...]
    }
    let (end, last) = endOfList(at: offset(of: list.position, in: bytes), in: bytes)
    let comma = last == UInt8(ascii: "[") || last == UInt8(ascii: ",") ? "" : ","
    return bytes[..<end] + Array((comma + lines).utf8) + bytes[end...]
  }

  private static func offset(of position: Position, in bytes: [UInt8]) -> Int {
    var cursor = Cursor(bytes)
    while cursor.position < position, !cursor.isAtEnd { cursor.advance() }
    return cursor.index
  }

  /// Where the bracket stands that closes the list opened there, and the last byte before it that is
  /// neither space nor comment. The bytes are well-formed JSON5.
  private static func endOfList(at start: Int, in bytes: [UInt8]) -> (index: Int, last: UInt8) {
    var (index, depth, last) = (start, 0, UInt8(0))
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): index = endOfText(at: index, in: bytes)
      case UInt8(ascii: "/"):
        index = endOfComment(at: index, in: bytes)
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]") where depth == 1: return (index, last)
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
      if byte > UInt8(ascii: " ") { last = byte }
      index += 1
    }
    return (bytes.count, last)
  }

  private static func endOfText(at start: Int, in bytes: [UInt8]) -> Int {
    var index = start + 1
    while index < bytes.count, bytes[index] != bytes[start] {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index
  }

  private static func endOfComment(at start: Int, in bytes: [UInt8]) -> Int {
    var index = start + 2
    if bytes[start + 1] == UInt8(ascii: "/") {
      while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
      return index
    }
    while index + 1 < bytes.count,
      bytes[index] != UInt8(ascii: "*") || bytes[index + 1] != UInt8(ascii: "/")
    { index += 1 }
    return index + 2
  }
}
