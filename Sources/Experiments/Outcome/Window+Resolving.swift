public import Scenarios
import Simulator

extension Scenario {
  /// The windows by which its runs are measured: the whole run, and if it has faults, what is before,
  /// during each of them, between and after them.
  ///
  /// Faults repeated under one name make one window, and so do the random faults of one kind.
  public var windows: [Expectation.Window] {
    if faults.isEmpty, chaos == nil { return [.whole] }
    var names: [String] = []
    for name in faults.map({ $0.baseName }) + (chaos?.kinds ?? []).map({ $0.name })
    where !names.contains(name) {
      names.append(name)
    }
    return [.whole, .before] + names.map { .during(fault: $0) } + [.between, .after]
  }
}

extension Outcome {
  /// The part of the run that a window names; nil if it is during faults that never began.
  public func part(of window: Expectation.Window) -> MeasureWindow? {
    MeasureWindow(window, faults)
  }
}

extension MeasureWindow {
  /// The part of a run with these faults that a window names; nil if it is during faults that never began.
  init?(_ window: Expectation.Window, _ faults: [FaultReport]) {
    switch window {
    case .whole: self = .whole
    case .before: self = .before
    case .between: self = .between
    case .after: self = .after
    case .during(let name):
      let begun = FaultReport.indices(of: name, in: faults).filter { faults[$0].began != nil }
      if begun.isEmpty { return nil }
      self = .during(begun)
    }
  }
}

extension FaultReport {
  /// The faults of a name, or those repeated under it.
  static func indices(of name: String, in faults: [FaultReport]) -> [Int] {
    let repeated = name + "#"
    return faults.indices.filter {
      faults[$0].name == name || faults[$0].name.hasPrefix(repeated)
    }
  }
}
