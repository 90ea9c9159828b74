/// A fault that what has just happened sets off, or ends.
@usableFromInline
struct DueFault: Hashable, Sendable {
  /// Its index among the faults of the run.
  let fault: Int
  /// Whether it ends, and does not begin.
  let isEnd: Bool
  /// After what time.
  let delay: Nanoseconds
}
