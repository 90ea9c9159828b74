import Experiments
import Reports

/// One thing that a record says otherwise than the one before.
struct RecordDifference: Hashable, Sendable {
  /// What it is of: `commit latency p99, during split`.
  let name: String
  let was: String?
  let now: String?

  /// `commit latency p99: 12.3ms → 14.1ms (+14.6 %)`.
  var text: String {
    switch (was, now) {
    case (let was?, let now?):
      let change = RecordDifference.percent(was, now).map { " (\($0))" } ?? ""
      return "\(name): \(was) → \(now)\(change)"
    case (nil, let now?): return "\(name): \(now), which is new"
    case (let was?, nil): return "\(name): was \(was), and is gone"
    case (nil, nil): return name
    }
  }

  /// By how much a quantity moved, if both are of the same unit and the first is not zero.
  static func percent(_ was: String, _ now: String) -> String? {
    guard let before = Quantity(was), let after = Quantity(now), before.isTime == after.isTime,
      before.value != 0
    else { return nil }
    let tenths = ((after.value - before.value) / before.value.magnitude * 1_000).rounded()
    guard tenths.magnitude < 1e15 else { return nil }
    let text = CountText.thousandths(Int64(tenths.magnitude) * 100)
    return (tenths < 0 ? "−" : "+") + text + " %"
  }

  /// A number with its unit; only for telling how far two are apart.
  private struct Quantity {
    let value: Double
    let isTime: Bool

    init?(_ text: String) {
      let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "-" }
      guard let number = Double(digits) else { return nil }
      let units = ["s": 1e9, "ms": 1e6, "us": 1e3, "ns": 1, "": 1, " byte": 1, " bytes": 1]
      let unit = String(text.dropFirst(digits.count))
      guard let factor = units[unit] else { return nil }
      value = number * factor
      isTime = !unit.isEmpty && !unit.hasPrefix(" byte")
    }
  }
}

extension RecordDifference {
  /// Everything that two records say differently, in the order of the newer one.
  static func all(from old: String, to new: String) -> [RecordDifference] {
    let before = RecordEntry.entries(of: old)
    let after = RecordEntry.entries(of: new)
    let places = Dictionary(
      before.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    var isMatched = Array(repeating: false, count: before.count)
    var differences: [RecordDifference] = []
    for entry in after {
      guard let place = places[entry.key] else {
        differences.append(RecordDifference(name: entry.name, was: nil, now: entry.value))
        continue
      }
      isMatched[place] = true
      if before[place].value != entry.value {
        differences.append(
          RecordDifference(name: entry.name, was: before[place].value, now: entry.value))
      }
    }
    for (entry, isMatched) in zip(before, isMatched) where !isMatched {
      differences.append(RecordDifference(name: entry.name, was: entry.value, now: nil))
    }
    return differences
  }
}
