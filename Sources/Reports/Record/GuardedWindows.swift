import Experiments
public import Scenarios

/// Which measures a record keeps of which parts of runs: all of the whole, and of other parts those of
/// which the scenario expects something there.
public struct GuardedWindows: Hashable, Sendable {
  /// The whole run first.
  public private(set) var windows: [Expectation.Window] = [.whole]
  /// The measures of each window, by their places in the vocabulary.
  private var measures: [Set<Int>] = [[]]
  let measureCount: Int

  /// Those of all variants of a scenario together.
  public init(_ runs: [Scenario]) {
    measureCount = runs.first?.vocabulary.measures.count ?? 0
    for expectation in runs.flatMap({ $0.expectations }) {
      guard case .measure(let measure, _, let window, _) = expectation.demand, window != .whole
      else { continue }
      if let place = windows.firstIndex(of: window) {
        measures[place].insert(measure)
      } else {
        windows.append(window)
        measures.append([measure])
      }
    }
  }

  /// Whether a measure is kept of the window at a place.
  func contains(_ measure: Int, at window: Int) -> Bool {
    window == 0 || measures[window].contains(measure)
  }

  /// The cells of a row that are kept; of others nothing is left.
  func cells(of row: SweepRow) -> [WindowCell] {
    (row.cells.cells() ?? []).enumerated().map { place, cell in
      contains(place % measureCount, at: place / measureCount) ? cell : WindowCell(.nothing)
    }
  }
}
