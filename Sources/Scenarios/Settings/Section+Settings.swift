public import Simulator

/// Settings of single values. Each takes the key's name, where the value goes, and one sentence on what
/// it means; `when` says while what it says something.
extension Section {
  /// True or false.
  public mutating func flag(
    _ name: String, _ value: inout Bool, when condition: Condition? = nil, about: String
  ) {
    let standard = value ? "true" : "false"
    let read = declare(name, .boolean, .standard(standard), about, nil, condition)
    if let flag = read?.boolean { value = flag }
  }

  /// A whole number within a range.
  public mutating func integer<I: FixedWidthInteger & Sendable>(
    _ name: String, _ value: inout I, _ range: ClosedRange<Int64>, when condition: Condition? = nil,
    about: String, example: String? = nil
  ) {
    let read = declare(name, .integer(range), .standard("\(value)"), about, example, condition)
    if let integer = read?.integer { value = I(truncatingIfNeeded: integer) }
  }

  /// A whole number that may be left out.
  public mutating func integer<I: FixedWidthInteger & Sendable>(
    _ name: String, _ value: inout I?, _ range: ClosedRange<Int64>,
    when condition: Condition? = nil, about: String, example: String? = nil
  ) {
    let read = declare(name, .integer(range), .optional, about, example, condition)
    if let integer = read?.integer { value = I(truncatingIfNeeded: integer) }
  }

  /// A whole number that must be said.
  public mutating func requiredInteger<I: FixedWidthInteger & Sendable>(
    _ name: String, _ value: inout I, _ range: ClosedRange<Int64>, about: String,
    example: String? = nil
  ) {
    let read = declare(name, .integer(range), .required, about, example, nil)
    if let integer = read?.integer { value = I(truncatingIfNeeded: integer) }
  }

  /// One of an enumeration's words, or of those of some of its cases.
  public mutating func word<W: Word>(
    _ name: String, _ value: inout W, of cases: [W] = Array(W.allCases),
    when condition: Condition? = nil, about: String
  ) {
    let shape = Shape.word(cases.map { $0.word })
    let standard = JSON5.quoted(value.word)
    let read = declare(name, shape, .standard(standard), about, nil, condition)
    if let word = read?.text.flatMap({ W(word: $0) }) { value = word }
  }

  /// A word that may be left out.
  public mutating func word<W: Word>(
    _ name: String, _ value: inout W?, when condition: Condition? = nil, about: String,
    example: String? = nil
  ) {
    let read = declare(name, .word(W.words), .optional, about, example, condition)
    if let word = read?.text.flatMap({ W(word: $0) }) { value = word }
  }

  /// An agent, which files count from 1.
  public mutating func agent(
    _ name: String, _ value: inout AgentID, when condition: Condition? = nil, about: String
  ) {
    let read = declare(
      name, .integer(1...200_000), .standard("\(value.index + 1)"), about, nil, condition)
    guard let number = read?.integer else { return }
    checkAgent(name, number)
    value = AgentID(Int(number) - 1)
  }

  /// An agent that may be left out.
  public mutating func agent(
    _ name: String, _ value: inout AgentID?, when condition: Condition? = nil, about: String,
    example: String? = nil
  ) {
    let read = declare(name, .integer(1...200_000), .optional, about, example, condition)
    guard let number = read?.integer else { return }
    checkAgent(name, number)
    value = AgentID(Int(number) - 1)
  }

  /// Several agents, of whom a file may also say how many: the first ones.
  public mutating func agents(
    _ name: String, _ value: inout [AgentID], upTo limit: Int, when condition: Condition? = nil,
    about: String, example: String? = nil
  ) {
    let number = Shape.integer(1...Int64(limit))
    let shape = Shape.either(number, .list(of: number, count: 1...limit))
    guard let read = declare(name, shape, .optional, about, example, condition) else { return }
    let numbers = read.list?.compactMap { $0.value.integer } ?? []
    for (place, number) in numbers.enumerated() {
      checkAgent(name, number)
      if numbers[..<place].contains(number) {
        complain(name, "agent \(number) stands there twice", "name it once")
      }
    }
    value = numbers.map { AgentID(Int($0) - 1) }
    if let count = read.integer {
      checkAgent(name, count)
      value = (0..<Int(count)).map { AgentID($0) }
    }
  }

  /// A span of time, by default at least a nanosecond.
  public mutating func duration(
    _ name: String, _ value: inout Nanoseconds,
    _ bounds: ClosedRange<Nanoseconds> = 1...Shape.longestDuration,
    when condition: Condition? = nil, about: String
  ) {
    let standard = JSON5.quoted(DurationText.text(value))
    let read = declare(name, .duration(bounds), .standard(standard), about, nil, condition)
    if let time = read?.duration { value = time }
  }

  /// A span or a moment that may be left out.
  public mutating func duration(
    _ name: String, _ value: inout Nanoseconds?,
    _ bounds: ClosedRange<Nanoseconds> = 0...Shape.longestDuration,
    when condition: Condition? = nil, about: String, example: String? = nil
  ) {
    let read = declare(name, .duration(bounds), .optional, about, example, condition)
    if let time = read?.duration { value = time }
  }

  /// A moment of the run that must be said.
  public mutating func moment(_ name: String, _ value: inout Nanoseconds, about: String) {
    let shape = Shape.duration(0...Shape.longestDuration)
    guard let time = declare(name, shape, .required, about, nil, nil)?.duration else { return }
    value = time
    if let scenario, time > scenario.duration {
      complain(
        name, "the run is over by then",
        "it ends at \(DurationText.exact(scenario.duration))")
    }
  }

  /// A range of spans, which may be one.
  public mutating func durationRange(
    _ name: String, _ value: inout ClosedRange<Nanoseconds>,
    _ bounds: ClosedRange<Nanoseconds> = 1...Shape.longestDuration, sameAs other: String? = nil,
    when condition: Condition? = nil, about: String
  ) {
    var standard = DurationText.text(value.lowerBound)
    if value.lowerBound < value.upperBound {
      standard += "..\(DurationText.text(value.upperBound))"
    }
    let presence = other.map { Key.Presence.sameAs($0) } ?? .standard(JSON5.quoted(standard))
    let read = declare(name, .durationRange(bounds), presence, about, nil, condition)
    if let range = read?.durationRange { value = range }
  }

  /// A distribution of spans; the default must be a constant or uniform.
  public mutating func delay(
    _ name: String, _ value: inout Delay, when condition: Condition? = nil, about: String
  ) {
    let read = declare(name, .delay, .standard(Section.text(value)), about, nil, condition)
    if let delay = read?.delay { value = delay }
  }

  private static func text(_ delay: Delay) -> String {
    switch delay {
    case .constant(let time): return JSON5.quoted(DurationText.text(time))
    case .uniform(let low, let high):
      return JSON5.quoted("\(DurationText.text(low))..\(DurationText.text(high))")
    default: preconditionFailure("the default of a delay must be constant or uniform")
    }
  }

  /// A probability, written as a fraction or in per cent.
  public mutating func chance(
    _ name: String, _ value: inout Ratio, when condition: Condition? = nil, about: String
  ) {
    let percent = DurationText.decimal((value.partsPerMillion + 50) / 100 * 100, 10_000)
    let standard = value.isZero ? "0" : JSON5.quoted("\(percent)%")
    let read = declare(name, .chance, .standard(standard), about, nil, condition)
    if let chance = read?.chance { value = chance }
  }

  /// Events in a span of time, such as `"200/s"`.
  public mutating func rate(
    _ name: String, _ value: inout Rate, when condition: Condition? = nil, about: String
  ) {
    let span = DurationText.text(value.span)
    let unit = value.span == .second ? "s" : span
    let standard = JSON5.quoted("\(value.events)/\(unit)")
    let read = declare(name, .rate, .standard(standard), about, nil, condition)
    if let rate = read?.rate { value = rate }
  }
}

/// Settings that hold others.
extension Section {
  /// A section of its own.
  public mutating func section<T: Configurable>(
    _ name: String, _ value: inout T, about: String, example: String? = nil
  ) {
    if values == nil {
      var inner = Section()
      value.declare(&inner)
      keys.append(
        Key(name, .object(inner.keys), .standard("{}"), about: about, example: example))
      return
    }
    guard let object = values?.field(name)?.value.object else { return }
    var inner = Section(reading: object, within: scenario)
    value.declare(&inner)
    value.review(&inner)
    diagnostics += inner.diagnostics
  }

  /// A list of objects.
  ///
  /// - Parameter standard: what `value` holds beforehand, as a file would say it.
  public mutating func list<T: Configurable>(
    _ name: String, _ value: inout [T], atLeast least: Int = 0, upTo limit: Int = 100_000,
    standard: String = "[]", about: String, example: String? = nil
  ) {
    let shape = Shape.list(of: .object(T.keys), count: least...limit)
    guard let items = declare(name, shape, .standard(standard), about, example, nil)?.list else {
      return
    }
    value = items.compactMap { item in
      guard let object = item.value.object else { return nil }
      var element = T()
      var inner = Section(reading: object, within: scenario)
      element.declare(&inner)
      element.review(&inner)
      diagnostics += inner.diagnostics
      return element
    }
  }

  /// A list of an enumeration's words.
  public mutating func words<W: Word>(
    _ name: String, _ value: inout [W], upTo limit: Int, when condition: Condition? = nil,
    about: String, example: String? = nil
  ) {
    let shape = Shape.list(of: .word(W.words), count: 0...limit)
    let read = declare(name, shape, .standard("[]"), about, example, condition)
    if let items = read?.list {
      value = items.compactMap { $0.value.text.flatMap { W(word: $0) } }
    }
  }

  /// A list of whole numbers.
  public mutating func integers(
    _ name: String, _ value: inout [Int64], _ range: ClosedRange<Int64>, upTo limit: Int,
    when condition: Condition? = nil, about: String
  ) {
    let shape = Shape.list(of: .integer(range), count: 0...limit)
    let read = declare(name, shape, .standard("[]"), about, nil, condition)
    if let items = read?.list { value = items.compactMap { $0.value.integer } }
  }

  /// A list of lists of whole numbers.
  ///
  /// - Parameters:
  ///   - length: the most numbers of an inner list.
  ///   - limit: the most inner lists.
  public mutating func integers<I: FixedWidthInteger & Sendable>(
    _ name: String, _ value: inout [[I]], _ range: ClosedRange<Int64>, each length: Int,
    upTo limit: Int, about: String, example: String? = nil
  ) {
    let inner = Shape.list(of: .integer(range), count: 0...length)
    let read = declare(
      name, .list(of: inner, count: 0...limit), .standard("[]"), about, example, nil)
    guard let items = read?.list else { return }
    value = items.map { item in
      (item.value.list ?? []).compactMap { $0.value.integer.map { I(clamping: $0) } }
    }
  }
}
