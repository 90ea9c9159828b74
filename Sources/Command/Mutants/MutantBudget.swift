/// How much is tried of a mutant in a scenario.
struct MutantBudget: Hashable, Sendable {
  /// The limit of seeds of a range.
  var seeds = 100
  /// How many disjoint ranges of seeds are tried.
  var ranges = 1
  /// The limit of events of all runs of a range, so that long scenarios take no longer than short ones.
  var events: Int64 = 3_000_000

  /// - Throws: a complaint if the ranges reach beyond the last seed.
  init(_ arguments: Arguments) throws(Complaint) {
    if let seeds = try arguments.number("--seeds", in: 1...1_000_000_000) {
      self.seeds = seeds
      events = .max
    }
    if let events = try arguments.number("--budget", in: 1...Int64.max) { self.events = events }
    ranges = try arguments.number("--ranges", in: 1...1_000) ?? 1
  }

  static var options: [Syntax.Option] {
    [
      Syntax.Option(
        "--seeds", "N", about: "Seeds 1 to N of each scenario; 100 or fewer, see below."),
      Syntax.Option(
        "--ranges", "K", about: "Does so over K disjoint ranges of N seeds, and gives the median."),
      Syntax.Option(
        "--budget", "EVENTS",
        about: "Ends a range after so many events; 3,000,000, and without limit with --seeds."),
    ]
  }

  /// The first seed of a range.
  func firstSeed(_ range: Int) -> UInt64 { UInt64(range) * UInt64(seeds) + 1 }
}
