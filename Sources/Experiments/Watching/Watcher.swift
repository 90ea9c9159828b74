public import Simulator

/// An observer that can say at the end of a run what it checked and measured.
///
/// Invariants, meters and verdicts on histories are watchers; `Pair` makes one of two, and `Focus` one
/// of the whole from one of a part.
public protocol Watcher: Observer {
  /// The run is over: closes what is still open and makes the checks that need the whole run.
  mutating func finish(at time: Nanoseconds)

  /// States every check with its verdict and every measure with its name, whatever the run was; one that
  /// watched no run states them too, and so says what there is. Valid after `finish`.
  func report(into report: inout WatchReport)
}

extension Watcher {
  public mutating func finish(at time: Nanoseconds) {}
}

extension Pair: Watcher where First: Watcher, Second: Watcher {
  public mutating func finish(at time: Nanoseconds) {
    first.finish(at: time)
    second.finish(at: time)
  }

  public func report(into report: inout WatchReport) {
    first.report(into: &report)
    second.report(into: &report)
  }
}

/// What a part's watcher states gets the part's name in front where an earlier part has stated it too.
extension Focus: Watcher where Inner: Watcher, L: NamedLens {
  public mutating func finish(at time: Nanoseconds) { inner.finish(at: time) }

  public func report(into report: inout WatchReport) {
    report.within(L.self) { inner.report(into: &$0) }
  }
}

/// A lens with what the reports of a whole call its part.
public protocol NamedLens: Lens {
  /// Put in front of the part's names that another part has too; nil if its names are its own.
  static var partName: String? { get }
  /// What the whole calls a name of the part's that says too little there: `finished`.
  static func renamed(_ name: String) -> String?
  /// Whether the timeline of the whole shows what the part's agents are.
  static var showsTimeline: Bool { get }
}

extension NamedLens {
  public static var partName: String? { nil }
  public static func renamed(_ name: String) -> String? { nil }
  public static var showsTimeline: Bool { true }
}
