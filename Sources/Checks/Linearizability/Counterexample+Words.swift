import Simulator

extension Counterexample: CustomStringConvertible {
  /// Some lines for people: the operation, what the key could have held, and the window around it.
  public var description: String {
    var text = "key \(key): " + culprit.sentence + ", which fits no order of the operations."
    text +=
      "\n\(prefixLength) operation\(prefixLength == 1 ? "" : "s") on the key returned before it"
    if isShortest { text += prefixLength == 1 ? " and fits" : " and fit together" }
    if !possibleValues.isEmpty {
      text += "; they leave the key " + Counterexample.list(possibleValues)
    }
    text += "."
    for operation in window {
      text += "\n  " + (operation == culprit ? "> " : "  ") + operation.sentence
    }
    return text
  }

  private static func list(_ values: [Int64?]) -> String {
    var text = ""
    for (index, value) in values.enumerated() {
      if index > 0 { text += index == values.count - 1 ? " or " : ", " }
      text += value.map { "at \($0)" } ?? "absent"
    }
    return text
  }
}

extension Operation {
  /// What was asked for and what came of it, with times: `client 2 read 7, 1.500 ms to 2.000 ms`.
  ///
  /// Clients count from one, as in traces.
  public var sentence: String {
    "client \(client &+ 1) " + deed + ", " + Operation.milliseconds(invokedAt) + " ms to "
      + (returnedAt.map { Operation.milliseconds($0) + " ms" } ?? "the end")
  }

  private var deed: String {
    switch action {
    case .read:
      if case .value(let found) = outcome { return "read " + Operation.name(found) }
      return "read" + fate
    case .write(let value):
      return "wrote \(value)" + fate
    case .compareAndSet(let expected, let new):
      let change = "from " + Operation.name(expected) + " to \(new)"
      if outcome == .mismatch { return "was refused a change " + change }
      return "changed " + change + fate
    }
  }

  private var fate: String {
    switch outcome {
    case .ok, .value, .mismatch: ""
    case .pending: " (still open)"
    case .failed: " (failed)"
    case .unknown: " (outcome unknown)"
    }
  }

  private static func name(_ value: Int64?) -> String { value.map { "\($0)" } ?? "absent" }

  /// Milliseconds with three digits after the point, rounded down.
  private static func milliseconds(_ time: Nanoseconds) -> String {
    let microseconds = time / 1_000
    let fraction = String((microseconds % 1_000).magnitude)
    let sign = time < 0 && microseconds > -1_000 ? "-" : ""
    return sign + String(microseconds / 1_000) + "."
      + String(repeating: "0", count: 3 - fraction.utf8.count) + fraction
  }
}
