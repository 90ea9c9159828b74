import Experiments
import Simulator

/// Client operations as Jepsen keeps a history: one map of EDN an operation's start or end.
///
/// A process has one operation open at a time and never acts again after one whose outcome is unknown, so
/// processes are not clients: an operation takes the lowest that is free. Values are pairs of key and value,
/// as of independent registers; a compare-and-set has a pair of values.
struct JepsenExporter: TraceExporter {
  private var index = 0
  /// By operation that is open, its process, function and key.
  private var open: [Int64: Call] = [:]
  private var free: [Int] = []
  private var processes = 0

  private struct Call {
    let process: Int
    let function: String
    let key: String
    /// What it writes; `nil` for a read.
    let value: String
  }

  mutating func add(_ event: TraceEvent, in session: Session) -> OutputText {
    var lines: [String] = []
    for record in event.records {
      guard let step = OperationStep(record), step.phase != .other else { continue }
      if step.phase == .invoked {
        if let call = invoke(step) { lines.append(line(call, "invoke", call.value, record.time)) }
      } else if let call = open.removeValue(forKey: step.operation) {
        lines.append(finish(call, step, record.time))
      }
    }
    return OutputText(lines: lines)
  }

  /// Nil for what is no operation on a key.
  private mutating func invoke(_ step: OperationStep) -> Call? {
    guard case .integer(let key)? = step.content["key"] else { return nil }
    let function: String
    let value: String
    switch step.content.kind {
    case "read": (function, value) = ("read", "nil")
    case "write": (function, value) = ("write", JepsenExporter.edn(step.content["value"]))
    default:
      let expected = step.content["expected"] ?? step.content["from"]
      let new = step.content["new"] ?? step.content["value"] ?? step.content["to"]
      (function, value) = ("cas", "[\(JepsenExporter.edn(expected)) \(JepsenExporter.edn(new))]")
    }
    if free.isEmpty {
      free.append(processes)
      processes += 1
    }
    let call = Call(process: free.removeFirst(), function: function, key: String(key), value: value)
    open[step.operation] = call
    return call
  }

  private mutating func finish(_ call: Call, _ step: OperationStep, _ time: Nanoseconds) -> String {
    if step.phase == .unknown { return line(call, "info", call.value, time) }
    let place = free.firstIndex { $0 > call.process } ?? free.count
    free.insert(call.process, at: place)
    if step.phase == .failed || step.content.kind == "mismatch" {
      return line(call, "fail", call.value, time)
    }
    let value =
      call.function == "read" ? JepsenExporter.edn(step.content["value"]) : call.value
    return line(call, "ok", value, time)
  }

  private mutating func line(
    _ call: Call, _ type: String, _ value: String, _ time: Nanoseconds
  ) -> String {
    defer { index += 1 }
    return "{:index \(index), :time \(time), :type :\(type), :process \(call.process), "
      + ":f :\(call.function), :value [\(call.key) \(value)]}"
  }

  private static func edn(_ value: FieldValue?) -> String {
    switch value {
    case .integer(let integer)?: String(integer)
    case .flag(let flag)?: flag ? "true" : "false"
    case nil, FieldValue.none?: "nil"
    case let other?: "\"" + other.text.filter { $0 != "\"" && $0 != "\\" } + "\""
    }
  }
}
