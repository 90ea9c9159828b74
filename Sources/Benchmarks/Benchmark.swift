/// One thing whose speed is measured, beside something else in the same round.
struct Benchmark {
  /// What `bench NAME` calls it: words joined by hyphens, the first of which names its group.
  let name: String
  let about: String
  /// What is counted, in the plural.
  let unit: String
  let reference: Reference
  let goal: Goal
  /// Events or, for Raft, commits that one run measures, and that it runs before it measures.
  let events: Int64
  let warmup: Int64
  let measure: @Sendable (_ size: Size) -> Sample

  /// How long one run is.
  struct Size {
    let warmup: Int64
    let events: Int64
  }

  /// What runs alternately with it, so that both meet the same neighbours.
  enum Reference {
    /// The C++ hold model with this many events pending.
    case yardstick(pending: UInt32)
    /// Another benchmark, by name.
    case benchmark(String)
  }

  /// What must be reached.
  enum Goal {
    /// Rate divided by the reference's.
    case ratio(Double)
    /// Units a CPU second.
    case rate(Double)
    /// Only measured.
    case none
  }

  var group: String { String(name.prefix { $0 != "-" }) }
}

/// What one run of a benchmark gave.
struct Sample {
  /// Units done: events, messages, commits, seconds of virtual time.
  var count: Double
  /// CPU time they took.
  var nanoseconds: Int64
  /// Tells two runs apart: equal in each run of one size.
  var digest: UInt64
  /// Whether the cap on events stopped it before it was done.
  var isCapped = false
  /// Further figures, such as messages a commit.
  var details: [Detail] = []

  /// Units a CPU second.
  var rate: Double { count * 1e9 / Double(nanoseconds) }

  struct Detail {
    let name: String
    let value: Double
  }
}
