import Simulator

/// Turns the values of `faults` and `chaos` into faults of the kernel.
struct FaultReader {
  let cast: Cast
  let milestoneNames: [String]
  /// What clients can be made to ask for.
  let requests: RequestForm
  /// What agents can be told to do.
  let orderNames: [String]
  /// Of whom each order speaks.
  let orderSubjects: [OrderSubject]
  /// The kinds of messages between agents.
  let messageNames: [String]
  /// Length of the run.
  let duration: Nanoseconds
  /// Length of the quiet tail, or nil if none is demanded.
  let calm: Nanoseconds?
  var diagnostics: Diagnostics
  private(set) var faults: [DeclaredFault] = []
  /// The keys of the declaration that is read, those with wrong values too.
  private(set) var writtenKeys: [String] = []
  /// The names of all faults that are declared, with how often each happens.
  private(set) var allNames: [(name: String, times: Int64)] = []
  /// The names of faults that are declared elsewhere, with how often each happens.
  var otherNames: [(name: String, times: Int64)] = []

  /// The most faults of a scenario, repetitions counted.
  static let faultLimit = 10_000

  init(
    cast: Cast, vocabulary: Vocabulary, duration: Nanoseconds, calm: Nanoseconds?,
    diagnostics: Diagnostics
  ) {
    self.cast = cast
    milestoneNames = vocabulary.milestoneNames
    requests = vocabulary.requests
    orderNames = vocabulary.orderNames
    orderSubjects = vocabulary.orderSubjects
    messageNames = vocabulary.messageNames
    self.duration = duration
    self.calm = calm
    self.diagnostics = diagnostics
  }

  /// Reads the declared faults.
  ///
  /// - Parameter written: each declaration as it stands in the file.
  mutating func read(_ items: [Value.Item], written: [JSON5]) {
    let declarations = items.compactMap { $0.value.object }
    guard declarations.count == written.count else { return }
    let names = names(of: declarations)
    allNames = zip(names, declarations).map { ($0, occurrences($1)) } + otherNames
    for (index, values) in declarations.enumerated() {
      if case .object(let members) = written[index].content {
        writtenKeys = members.map { $0.key }
      }
      read(values, names[index], written[index].description)
    }
  }

  mutating func complain(_ position: Position, _ message: String, _ suggestion: String? = nil) {
    diagnostics.add(position, message, suggestion)
  }

  /// The names given, and for the others their action with a number if several are alike.
  private mutating func names(of declarations: [Values]) -> [String] {
    let actions = declarations.map { FaultReader.actionName($0) }
    let unnamed = declarations.indices.filter { declarations[$0]["name"] == nil }
    var names: [String] = []
    for (index, values) in declarations.enumerated() {
      guard let name = values["name"]?.text else {
        names.append(FaultReader.standardName(index, actions, unnamed))
        continue
      }
      let place = values.position(of: "name")
      if name.isEmpty || name == "start" || name.utf8.contains(UInt8(ascii: "#")) {
        complain(place, "\(JSON5.quoted(name)) is no name for a fault", "'start' and '#' are taken")
      } else if names.contains(name) {
        complain(place, "two faults are called \(JSON5.quoted(name))", "give one another name")
      }
      names.append(name)
    }
    return names
  }

  /// The action's name, with a number if several unnamed faults do the same.
  private static func standardName(
    _ index: Int, _ actions: [String], _ unnamed: [Int]
  ) -> String {
    let alike = unnamed.filter { actions[$0] == actions[index] }
    guard alike.count > 1, let number = alike.firstIndex(of: index) else { return actions[index] }
    return "\(actions[index]) \(number + 1)"
  }

  private static func actionName(_ values: Values) -> String {
    Format.declarations.first { values[$0.name] != nil }?.name ?? "fault"
  }

  private mutating func read(_ values: Values, _ name: String, _ text: String) {
    let before = diagnostics.count
    let trigger = readTrigger(values, of: name)
    let action = readAction(values)
    let length = readLength(values, action)
    let until = readUntil(values, of: name, action)
    let flapping = readFlapping(values, action)
    let times = readRepetition(values)
    let steps = action.flatMap { rolling(values, $0) }
    checkRestart(action, length, until, values)
    let lateness = values["at"]?.durationRange.map { $0.upperBound - $0.lowerBound } ?? 0
    guard let trigger, let steps, diagnostics.count == before else { return }
    let count = times.count * steps.count
    guard faults.count + count <= FaultReader.faultLimit else {
      return complain(
        values.position(of: values.isGiven("rolling") ? "rolling" : "times"),
        "there are more than \(FaultReader.faultLimit) faults")
    }
    for number in 0..<count {
      let step = steps[number % steps.count]
      let shifted = trigger.shifted(by: Int64(number) * times.every + step.lateness)
      let full = count > 1 ? "\(name)#\(number + 1)" : name
      let fault = Fault(
        name: full, trigger: shifted, action: step.action, duration: length,
        until: until, endEvent: values["untilEvent"]?.integer, flapping: flapping,
        mayHaveNoEffect: values["mayHaveNoEffect"]?.boolean ?? false)
      faults.append(
        DeclaredFault(
          fault: fault, lateness: lateness, text: text, position: values.position, baseName: name))
      if !checkTimes(fault, lateness, values) { return }
    }
  }

  /// Whether a fault begins within the run and ends before the calm tail.
  private mutating func checkTimes(
    _ fault: Fault, _ lateness: Nanoseconds, _ values: Values
  ) -> Bool {
    let isOver = fault.action.kind.ending == .atOnce
    if calm != nil && fault.duration == nil && fault.endEvent == nil && !isOver {
      complain(
        values.position, "'\(fault.name)' never ends, but 'calm' asks for a quiet tail",
        "say how long\(fault.until == nil ? "" : " at most") with 'for'")
      return false
    }
    guard case .at(let earliest) = fault.trigger else { return true }
    let begin = earliest + lateness
    let place = values.position(of: "at")
    if begin >= duration {
      complain(
        place, "'\(fault.name)' begins at \(DurationText.text(begin))",
        "the run lasts only \(DurationText.text(duration))")
      return false
    }
    guard let calm, begin + (fault.duration ?? 0) > duration - calm else { return true }
    complain(
      place, "'\(fault.name)' lasts until \(DurationText.text(begin + (fault.duration ?? 0)))",
      "the calm tail begins at \(DurationText.text(duration - calm))")
    return false
  }
}

extension Fault.Trigger {
  /// The same trigger, this much later.
  fileprivate func shifted(by time: Nanoseconds) -> Fault.Trigger {
    switch self {
    case .at(let begin): .at(begin + time)
    case .afterEvent: self
    case .milestone(let index, let count, let delay):
      .milestone(index, count: count, delay: delay + time)
    case .fault(let name, let edge, let delay): .fault(name, edge, delay: delay + time)
    case .arrival(let match, let count, let delay):
      .arrival(match, count: count, delay: delay + time)
    }
  }
}
