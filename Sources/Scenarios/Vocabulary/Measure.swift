/// Something that runs of a protocol measure and that scenarios may bound.
public struct Measure: Hashable, Sendable {
  /// What scenarios call it, such as `commit latency`.
  public var name: String
  /// What its numbers count, and so how they are written.
  public var unit: Unit
  /// Whether a run gives samples, one number or a flag.
  public var form: Form
  /// Whether less or more of it is better, by which a difference is called better or worse.
  public var better: Better
  /// One sentence.
  public var about: String

  /// A measure with its name and one sentence on what it says.
  ///
  /// - Parameter better: where it is left out, less of a duration is better, yes is better than no, and of
  ///   anything else neither.
  public init(
    _ name: String, _ unit: Unit, _ form: Form, better: Better? = nil, about: String
  ) {
    self.name = name
    self.unit = unit
    self.form = form
    self.better = better ?? (form == .flag ? .more : unit == .duration ? .less : .neither)
    self.about = about
  }

  /// What of a measure is to be wished for.
  public enum Better: UInt8, Hashable, Sendable {
    case less
    case more
    /// It tells two systems apart, but not which is better.
    case neither
  }

  /// What its whole numbers count.
  public enum Unit: UInt8, Hashable, Sendable {
    /// Nanoseconds.
    case duration
    case count
    /// Millionths; may exceed one.
    case ratio
    case bytes
  }

  /// What a run gives for it.
  public enum Form: UInt8, Hashable, Sendable {
    /// Samples: a bound names a statistic.
    case histogram
    /// One number for each window.
    case count
    /// True or false for a run.
    case flag
  }
}
