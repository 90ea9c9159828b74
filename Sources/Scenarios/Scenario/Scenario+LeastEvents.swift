import Simulator

/// What a scenario takes at least, as far as its file says it.
extension Scenario {
  /// Something that takes many events, and where the file says so.
  public struct Effort: Hashable, Sendable {
    /// Where it stands.
    public let position: Position
    /// What it is, such as `the load`.
    public let subject: String
    /// The events of a run that it takes at least.
    public let events: Int64
  }

  /// What takes the most events of those that can be told beforehand: a load at a rate, and flapping links.
  ///
  /// Nil without either. A run may stop before, at a violation.
  public var greatestEffort: Effort? {
    var greatest: Effort?
    for effort in loadEfforts(load) + flapEfforts where effort.events > greatest?.events ?? 0 {
      greatest = effort
    }
    return greatest
  }

  /// Loads that are not part of a composed protocol, and those that are.
  private func loadEfforts(_ values: Values) -> [Effort] {
    if !hasLoad { return [] }
    let parts = values.fields.filter { $0.isGiven }.compactMap { $0.value.object }
    return ([values] + parts).compactMap { effort(of: $0) }
  }

  /// Each thing that a client asks for is an event when it comes, and another when it arrives.
  private func effort(of load: Values) -> Effort? {
    guard let rate = load.field("rate"), rate.isGiven, let value = rate.value.rate,
      load["clients"]?.integer != 0
    else { return nil }
    let start = load["start"]?.duration ?? 0
    let end = Swift.min(load["stop"]?.duration ?? duration, duration)
    guard start < end else { return nil }
    let count = value.events.multipliedFullWidth(by: end - start)
    // One of the two, so that runs in which chance brings fewer are below it too.
    return Effort(
      position: rate.position, subject: "the load",
      events: Scenario.quotient(count, value.span))
  }

  private var flapEfforts: [Effort] {
    faults.compactMap { declared in
      guard let flapping = declared.fault.flapping, case .at(let begin) = declared.fault.trigger
      else { return nil }
      let length = Swift.min(declared.fault.duration ?? .never, Swift.max(0, duration - begin))
      return Effort(
        position: declared.position, subject: "'\(declared.fault.name)', which flaps,",
        events: length / (flapping.cut + flapping.whole) * 2)
    }
  }

  /// At most `Int64.max`.
  private static func quotient(
    _ dividend: (high: Int64, low: UInt64), _ divisor: Int64
  ) -> Int64 {
    let doubled = (dividend.high << 1) | Int64(dividend.low >> 63)
    if doubled >= divisor { return .max }
    return divisor.dividingFullWidth(dividend).quotient
  }
}
