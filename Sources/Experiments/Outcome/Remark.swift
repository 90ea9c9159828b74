public import Simulator

/// What a reader of a run must know besides what agents were and what faults did.
public struct Remark: Hashable, Sendable {
  /// When it came about.
  public let time: Nanoseconds
  /// In words, as one sentence without a full stop.
  public let text: String
  /// Whether the head of a page says it too, whatever held: something hangs at the end of the run.
  public let qualifiesVerdict: Bool

  /// A remark on a moment.
  public init(time: Nanoseconds, _ text: String, qualifiesVerdict: Bool = false) {
    self.time = time
    self.text = text
    self.qualifiesVerdict = qualifiesVerdict
  }
}

/// Remarks of a watcher, of which there may be too many to be read.
struct Remarks: Sendable {
  private(set) var all: [Remark] = []

  /// More than these are of no use to a reader.
  private static var limit: Int { 200 }

  /// Whether a further remark would be dropped, so that its words need not be found.
  var isFull: Bool { all.count >= Remarks.limit }

  mutating func add(_ time: Nanoseconds, _ text: String, qualifiesVerdict: Bool = false) {
    if !isFull { all.append(Remark(time: time, text, qualifiesVerdict: qualifiesVerdict)) }
  }
}
