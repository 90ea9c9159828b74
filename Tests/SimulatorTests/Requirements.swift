/// What protocols require: their witnesses need no comment, since the requirement has one.
enum Requirements {
  /// By protocol the names that it requires, an initialiser with its first label.
  static let names: [String: Set<String>] = [
    "Equatable": ["=="],
    "Hashable": ["hash"],
    "Comparable": ["<"],
    "CustomStringConvertible": ["description"],
    "Sequence": ["Element", "Iterator", "makeIterator", "underestimatedCount"],
    "IteratorProtocol": ["Element", "next"],
    "Collection": [
      "Element", "Index", "startIndex", "endIndex", "index", "subscript", "count", "isEmpty",
    ],
    "OptionSet": ["rawValue", "init(rawValue:)"],
    "Fielded": ["fields"],
    "FieldVisitor": ["kind", "part", "field", "list", "value", "none", "fields"],
    "Traceable": ["feed"],
    "Word": ["word"],
    "MessageContent": ["kindNames", "kind", "byteCount"],
    "ClientContent": ["byteCount"],
    "NoteContent": ["milestoneNames", "milestone"],
    "TimerTag": ["slotCount", "slot"],
    "AlarmTag": ["init(code:)", "code"],
    "DurableStorage": ["Write", "init()", "apply", "tear", "corruptTail", "byteCount"],
    "Machine": [
      "Settings", "Message", "Timer", "Storage", "Request", "Reply", "Note", "roleNames",
      "init(_:)", "start", "receive", "expire", "accept", "claim", "shareMemory",
      "orderNames", "subject", "initialStorage", "obey",
    ],
    "Load": [
      "Subject", "Note", "Alarm", "Wish", "clientCount", "start", "wake", "receive", "ask",
    ],
    "Askable": ["init()", "declare", "mistake"],
    "Observer": [
      "Subject", "LoadNote", "hasViolation", "noted", "stepped", "sent", "submitted", "replied",
      "launched", "landed", "fateChanged", "connectionChanged", "delivered", "lost", "requestLost",
      "replyLost",
      "waited", "tookUp", "workersChanged", "armed", "disarmed", "expired", "requested",
      "responded", "wrote", "becameDurable", "changed", "storageChanged", "faulted", "woke",
      "alarmed", "answered",
      "clientNoted", "ended",
    ],
    "Lens": [
      "Whole", "WholeNote", "Part", "PartNote", "isSteppedAlone", "note", "message", "timer",
      "request", "reply", "write", "clientNote", "machine", "storage",
    ],
    "NamedLens": ["partName", "renamed", "showsTimeline"],
    "Configurable": ["init()", "declare", "review"],
    "Watcher": ["finish", "report"],
    "StatedMachine": ["State", "state", "startState", "shown", "shownStates"],
    "Experiment": [
      "Subject", "Driver", "Watch", "vocabulary", "leastBytes", "init(_:)", "settings", "driver",
      "watch",
    ],
  ]

  /// The protocols of the standard library that others imply.
  private static let implied: [String: Set<String>] = [
    "Hashable": ["Equatable"], "Comparable": ["Equatable"],
    "Collection": ["Sequence"], "RandomAccessCollection": ["Collection"],
    "BidirectionalCollection": ["Collection"], "MutableCollection": ["Collection"],
  ]

  /// Whether a declaration meets a requirement of what its type conforms to, or gives its default.
  static func isWitness(
    _ declaration: Declaration, _ conformances: [String: Set<String>]
  ) -> Bool {
    let types: Set<Substring> = ["struct", "enum", "class", "protocol", "actor"]
    if declaration.isRequirement || types.contains(declaration.keyword) { return false }
    var open = [declaration.scope]
    var seen: Set<String> = []
    while let type = open.popLast() {
      guard seen.insert(type).inserted else { continue }
      if names[type]?.contains(declaration.name) == true { return true }
      open += (conformances[type] ?? []).union(implied[type] ?? [])
    }
    return false
  }
}
