/// Something that runs of a protocol measure and that scenarios may bound.
public struct Measure: Hashable, Sendable {
  /// What scenarios call it, such as `commit latency`.
  public var name: String
  /// What its numbers count, and so how they are written.
  public var unit: Unit
  /// Whether a run gives samples, one number or a flag.
  public var form: Form
  /// One sentence.
  public var about: String

  /// A measure with its name and one sentence on what it says.
  public init(_ name: String, _ unit: Unit, _ form: Form, about: String) {
    self.name = name
    self.unit = unit
    self.form = form
    self.about = about
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
