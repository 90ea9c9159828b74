/// One thing that a record says otherwise than the one before.
struct RecordDifference: Hashable, Sendable {
  /// What it is of: `expected leader elected after: "never"`.
  let name: String
  let was: String?
  let now: String?

  /// `held: 20 of 20 seeds → 19 of 20 seeds`.
  var text: String {
    switch (was, now) {
    case (let was?, let now?): "\(name): \(was) → \(now)"
    case (nil, let now?): "\(name): \(now), which is new"
    case (let was?, nil): "\(name): was \(was), and is gone"
    case (nil, nil): name
    }
  }

  /// Everything that two records say differently, in the order of the newer one.
  ///
  /// - Parameter withMeans: also what they say of measures.
  static func all(from old: String, to new: String, withMeans: Bool) -> [RecordDifference] {
    let before = RecordEntry.entries(of: old).filter { withMeans || !$0.isMean }
    let after = RecordEntry.entries(of: new).filter { withMeans || !$0.isMean }
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
