import Simulator

extension FaultReader {
  /// When a fault begins.
  mutating func readTrigger(_ values: Values, of name: String) -> Fault.Trigger? {
    let at = values["at"]?.durationRange?.lowerBound
    if let event = values.field("afterEvent"), let number = event.value.integer {
      for name in ["at", "after", "every"] where values.isGiven(name) {
        complain(
          event.keyPosition, "'afterEvent' says when, and so does '\(name)'", "remove one of them")
      }
      return .afterEvent(number)
    }
    guard let after = values.field("after") else {
      if let delay = values.field("delay") {
        complain(delay.keyPosition, "'delay' belongs to 'after'", "write it into 'at'")
      }
      if ["at", "after", "afterEvent"].allSatisfy({ !writtenKeys.contains($0) }) {
        complain(values.position, "the fault does not say when it begins", "write 'at' or 'after'")
      }
      return at.map { .at($0) }
    }
    if at != nil {
      complain(after.keyPosition, "the fault begins both 'at' and 'after'", "remove one of them")
      return nil
    }
    return readEvent(after, delay: values["delay"]?.duration ?? 0, of: name)
  }

  /// What ends a fault before its time, if anything.
  mutating func readUntil(
    _ values: Values, of name: String, _ action: FaultAction?
  ) -> Fault.Trigger? {
    guard let until = values.field("until") else { return nil }
    if let action, action.kind.ending == .atOnce {
      complain(until.keyPosition, "a \(action.kind.name) has no end", "remove 'until'")
      return nil
    }
    if let text = until.value.text, let time = DurationText.time(text) {
      if time > 0, time <= duration { return .at(time) }
      complain(
        until.position, "'\(name)' would end at \(DurationText.text(time))",
        "the run lasts from 0s to \(DurationText.text(duration))")
      return nil
    }
    return readEvent(until, delay: 0, of: name)
  }

  /// What a text or an object names that happens in a run: a milestone, another fault's begin or end, or
  /// messages that arrive.
  private mutating func readEvent(
    _ after: Values.Field, delay: Nanoseconds, of name: String
  ) -> Fault.Trigger? {
    if let object = after.value.object { return readArrival(object, delay: delay) }
    guard let text = after.value.text else { return nil }
    if let milestone = MilestoneText.read(text, among: milestoneNames) {
      return .milestone(milestone.index, count: milestone.count, delay: delay)
    }
    if let (leader, edge) = edge(text) {
      if leader.utf8.prefix(while: { $0 != UInt8(ascii: "#") }).elementsEqual(name.utf8) {
        complain(after.position, "'\(name)' would wait for itself", "name another fault")
      }
      return .fault(leader, edge, delay: delay)
    }
    let edges = allNames.flatMap { fault in Fault.Edge.words.map { "\(fault.name) \($0)" } }
    complain(
      after.position, "\(JSON5.quoted(text)) is no milestone of the protocol",
      Nearest.suggestion(for: text, among: milestoneNames + edges))
    return nil
  }

  /// Messages that a fault waits for.
  private mutating func readArrival(_ values: Values, delay: Nanoseconds) -> Fault.Trigger? {
    guard let kinds = kinds(values, "arrives"), let from = senders(values, "from"),
      let to = senders(values, "to"), let count = values["count"]?.integer
    else { return nil }
    if ["arrives", "from", "to"].allSatisfy({ !values.isGiven($0) }) {
      complain(
        values.position, "any message would do", "say of which kind with 'arrives', 'from' or 'to'")
      return nil
    }
    return .arrival(MessageMatch(kinds: kinds, from: from, to: to), count: count, delay: delay)
  }

  /// The ends of messages that a fault waits for; empty without the key.
  private mutating func senders(_ values: Values, _ name: String) -> [Target]? {
    guard values.isGiven(name) else { return [] }
    guard let targets = targets(values, name) else { return nil }
    for target in targets {
      switch target {
      case .agent, .role, .zone, .group: continue
      case .any, .all, .rest, .majority, .minority, .clients:
        complain(
          values.position(of: name), "a message that is waited for is not one of agents drawn then",
          "name agents, roles, groups or regions, or leave '\(name)' out for any")
        return nil
      }
    }
    return targets
  }

  /// The fault that a text names with its begin or its end: `split ended`. Of a fault that repeats, the first
  /// begin and the last end.
  private func edge(_ text: String) -> (name: String, edge: Fault.Edge)? {
    for edge in Fault.Edge.allCases {
      for (name, times) in allNames {
        if times == 1 {
          if text == "\(name) \(edge.word)" { return (name, edge) }
        } else if text == "\(name) \(edge.word)" {
          return ("\(name)#\(edge == .began ? 1 : times)", edge)
        } else if let number = FaultReader.repetition(of: name, in: text, edge), number <= times {
          return ("\(name)#\(number)", edge)
        }
      }
    }
    return nil
  }

  /// The number that a text names of a fault's repetitions: `split#2 ended`.
  private static func repetition(of name: String, in text: String, _ edge: Fault.Edge) -> Int64? {
    let (head, tail) = (Array("\(name)#".utf8), Array(" \(edge.word)".utf8))
    let bytes = Array(text.utf8)
    guard bytes.count > head.count + tail.count, bytes.starts(with: head),
      Array(bytes.suffix(tail.count)) == tail
    else { return nil }
    let number = Cast.number(
      String(decoding: bytes[head.count..<bytes.count - tail.count], as: UTF8.self))
    return number.flatMap { $0 > 0 ? $0 : nil }
  }

  /// How long a fault lasts: 'for', or 'restart' for what stops a process.
  mutating func readLength(_ values: Values, _ action: FaultAction?) -> Nanoseconds? {
    let length = values["for"]?.duration
    if let restart = values.field("restart") {
      if length != nil {
        complain(restart.keyPosition, "'restart' and 'for' mean the same", "remove one of them")
      }
      if let action, action.kind.ending != .restart {
        complain(restart.keyPosition, "'restart' belongs to 'crash'", "write 'for'")
      }
    }
    if let field = values.field("for"), let action, action.kind.ending == .atOnce {
      complain(field.keyPosition, "a \(action.kind.name) has no end", "remove 'for'")
    }
    return length ?? values["restart"]?.duration
  }

  /// The rhythm of a flapping cut.
  mutating func readFlapping(_ values: Values, _ action: FaultAction?) -> Fault.Flapping? {
    guard let field = values.field("flap"), let rhythm = field.value.object else { return nil }
    if let action, action.kind.bearing != .cut {
      complain(field.keyPosition, "'flap' belongs to faults that cut links", "remove it")
    }
    guard let cut = rhythm["cut"]?.duration, let whole = rhythm["whole"]?.duration else {
      return nil
    }
    return Fault.Flapping(cut: cut, whole: whole)
  }

  /// How often a fault happens, and after what time again.
  mutating func readRepetition(_ values: Values) -> (count: Int, every: Nanoseconds) {
    let every = values.field("every")
    let times = values.field("times")
    if let every, times == nil {
      complain(every.keyPosition, "'every' lacks 'times'", "say how often it happens in all")
    }
    if let times, every == nil {
      complain(times.keyPosition, "'times' lacks 'every'", "say after what time it happens again")
    }
    guard let time = every?.value.duration, let count = times?.value.integer else { return (1, 0) }
    guard !time.multipliedReportingOverflow(by: count).overflow,
      time * count <= Shape.longestDuration
    else {
      complain(values.position(of: "every"), "the repetitions outlast ten years", "repeat less")
      return (1, 0)
    }
    return (Int(count), time)
  }
}
