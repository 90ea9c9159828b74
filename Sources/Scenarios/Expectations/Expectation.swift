public import Simulator

/// What a scenario says must be true of the outcome.
public struct Expectation: Hashable, Sendable {
  /// As it stands in the file.
  public let text: String
  /// Where it stands in the file.
  public let position: Position
  /// What it asks of the outcome.
  public let demand: Demand

  /// An expectation that has been read: its text, its place and what it asks.
  public init(text: String, position: Position, demand: Demand) {
    self.text = text
    self.position = position
    self.demand = demand
  }

  /// What is asked. Indices are those of the vocabulary.
  public enum Demand: Hashable, Sendable {
    /// A check must have run and found nothing.
    case holds(check: Int)
    /// The milestone is next reached within a time since a moment.
    case reached(milestone: Int, within: Nanoseconds, since: Moment)
    /// The milestone is reached this many times in a window; never is `0...0`.
    case occurrences(milestone: Int, Window, ClosedRange<Int64>)
    /// A statistic of a measure in the measure's unit. Without a sample no bound holds but on counts.
    case measure(Int, Statistic, Window, ClosedRange<Int64>)
    case flag(measure: Int, Bool)
    /// Who holds a role in a window: this agent alone or, if nil, nobody; or, unless `isEqual`, not this
    /// agent, or, if nil, anybody.
    case holder(role: Int, Window, AgentID?, isEqual: Bool)
  }

  /// From when a time counts.
  public enum Moment: Hashable, Sendable {
    case start
    case beginOf(fault: String)
    case endOf(fault: String)
  }

  /// Which part of the run counts.
  public enum Window: Hashable, Sendable {
    case whole
    /// Before the first fault begins.
    case before
    /// While the fault of that name lasts, or any of those repeated under it (`name#1`, `name#2`).
    case during(fault: String)
    /// After the last fault has ended.
    case after
    /// After the first fault has begun and before the last has ended, while none lasts.
    case between
  }
}

extension Expectation.Window {
  /// As reports call it: `whole`, `before`, `during split`, `between` or `after`.
  public var name: String {
    switch self {
    case .whole: "whole"
    case .before: "before"
    case .during(let fault): "during " + fault
    case .after: "after"
    case .between: "between"
    }
  }

  /// The window of a name; nil if it names none.
  public init?(name: String) {
    switch name {
    case "whole": self = .whole
    case "before": self = .before
    case "after": self = .after
    case "between": self = .between
    default:
      let start = "during "
      guard name.hasPrefix(start), name.utf8.count > start.utf8.count else { return nil }
      self = .during(fault: String(name.dropFirst(start.count)))
    }
  }
}
