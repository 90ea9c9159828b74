import Checks
import Experiments
import Scenarios
import Simulator

/// Numbers from elsewhere, such as a paper's, that are drawn into a picture as rings.
///
/// A CSV file with the columns `line`, `x` and `y`, and `panel` where the picture has several. A line is
/// named by its label in the legend or by a setting's value that no other line has; it may be empty where
/// there is one. Comments start with `#`; the first says where the numbers are from.
public struct ReferencePoints: Sendable {
  /// What is wrong with a file of points, and in which line.
  public struct Mistake: Error {
    /// From 1.
    public let line: Int
    /// What is wrong, and what was meant.
    public let message: String
  }

  /// One ring, as the file says it.
  struct Point: Sendable {
    /// Its line in the file, from 1.
    let row: Int
    let panel: String
    let line: String
    let x: String
    let y: String
  }

  /// Where the numbers are from.
  let source: String
  let points: [Point]

  /// Points as a file has them.
  public init(_ text: String) throws(Mistake) {
    var source = ""
    var columns: [String]?
    var points: [Point] = []
    for (index, line) in RowText.parts(text, at: UInt8(ascii: "\n")).enumerated() {
      let cells = RowText.parts(line, at: UInt8(ascii: ",")).map { PlotRequest.trimmed($0) }
      if cells.allSatisfy({ $0.isEmpty }) { continue }
      if line.utf8.first == UInt8(ascii: "#") {
        if source.isEmpty { source = PlotRequest.trimmed(String(line.dropFirst())) }
        continue
      }
      guard let names = columns else {
        try ReferencePoints.review(columns: cells, index + 1)
        columns = cells
        continue
      }
      if cells.count != names.count {
        throw Mistake(
          line: index + 1, message: "\(cells.count) cells where the first line names \(names.count)"
        )
      }
      func cell(_ name: String) -> String { names.firstIndex(of: name).map { cells[$0] } ?? "" }
      points.append(
        Point(
          row: index + 1, panel: cell("panel"), line: cell("line"), x: cell("x"), y: cell("y")))
    }
    if columns == nil { throw Mistake(line: 1, message: "it is empty; it starts with 'line,x,y'") }
    (self.source, self.points) = (source, points)
  }

  private static func review(columns: [String], _ line: Int) throws(Mistake) {
    let known = ["panel", "line", "x", "y"]
    for (index, name) in columns.enumerated() {
      if !known.contains(name) {
        throw Mistake(
          line: line, message: "there is no column '\(name)'; the columns are line, x, y and panel")
      }
      if columns.firstIndex(of: name) != index {
        throw Mistake(line: line, message: "the column '\(name)' stands twice")
      }
    }
    for name in ["x", "y"] where !columns.contains(name) {
      throw Mistake(line: line, message: "the column '\(name)' is missing")
    }
  }

  /// A number in a measure's own unit; nil for a text that is none.
  static func number(_ text: String, _ unit: Measure.Unit) -> Double? {
    switch unit {
    case .duration: return DurationText.time(text).map { Double($0) }
    case .ratio: return share(text).map { $0 * 1_000_000 }
    case .count, .bytes: return SettingScale.number(text)
    }
  }

  /// A part of one: `0.25`, or `25%`.
  static func share(_ text: String) -> Double? {
    let isPercentage = text.utf8.last == UInt8(ascii: "%")
    return SettingScale.number(text).map { isPercentage ? $0 / 100 : $0 }
  }
}
