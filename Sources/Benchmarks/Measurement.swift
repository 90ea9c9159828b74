/// What the rounds of one benchmark gave.
struct Measurement: Codable {
  let name: String
  let about: String
  let unit: String
  /// Events that each run measured, or at most ran.
  let events: Int64
  /// Units a CPU second.
  let rate: RateSpread
  let reference: String
  /// The reference's units a CPU second.
  let referenceRate: RateSpread
  /// The rate divided by the reference's of the same round.
  let ratio: RateSpread
  let goal: Goal?
  let verdict: Verdict
  /// Whether runs ended by the cap on events.
  let isCapped: Bool
  /// Whether every run gave the same digest, and, where the reference does the same work, its own too.
  let isRepeatable: Bool
  let digest: String
  /// Medians of further figures.
  let details: [Detail]

  struct Goal: Codable {
    /// `ratio` to the reference, or `rate` a CPU second.
    let of: String
    let value: Double
  }

  struct Detail: Codable {
    let name: String
    let median: Double
  }

  enum Verdict: String, Codable {
    case met
    case missed
    /// Nothing was asked for, or the runs were too short to judge.
    case none
  }

  /// CPU time of one unit, in nanoseconds.
  var nanosecondsEach: Double { 1e9 / rate.median }
}

/// One run of a benchmark and one of its reference.
struct Round {
  let subject: Sample
  let reference: Sample
}

extension Measurement {
  /// - Parameter judges: whether the runs were long enough for a verdict.
  init(
    _ benchmark: Benchmark, _ rounds: [Round], events: Int64, judges: Bool
  ) {
    name = benchmark.name
    about = benchmark.about
    unit = benchmark.unit
    self.events = events
    rate = RateSpread(rounds.map(\.subject.rate))
    referenceRate = RateSpread(rounds.map(\.reference.rate))
    ratio = RateSpread(rounds.map { $0.subject.rate / $0.reference.rate })
    isCapped = rounds.contains { $0.subject.isCapped }
    let digests = rounds.map(\.subject.digest)
    var same = digests.allSatisfy { $0 == digests[0] }
    if benchmark.name.hasSuffix("-uniform") {
      same = same && rounds.allSatisfy { $0.reference.digest == digests[0] }
    }
    isRepeatable = same
    digest = String(digests[0], radix: 16)
    details = Measurement.medians(rounds.map(\.subject.details))
    switch benchmark.reference {
    case .yardstick(let pending): reference = "yardstick-\(pending)"
    case .benchmark(let name): reference = name
    }
    switch benchmark.goal {
    case .ratio(let value):
      goal = Goal(of: "ratio", value: value)
      verdict = judges ? (ratio.median >= value && !isCapped ? .met : .missed) : .none
    case .rate(let value):
      goal = Goal(of: "rate", value: value)
      verdict = judges ? (rate.median >= value && !isCapped ? .met : .missed) : .none
    case .none:
      goal = nil
      verdict = .none
    }
  }

  private static func medians(_ rounds: [[Sample.Detail]]) -> [Detail] {
    guard let first = rounds.first else { return [] }
    return first.indices.map { place in
      Detail(
        name: first[place].name,
        median: RateSpread(rounds.filter { place < $0.count }.map { $0[place].value }).median)
    }
  }
}
