import Checks

/// The cells of many rows, column by column: one for each window and measure.
struct CellColumns {
  struct Column {
    var summaries: [Summary] = []
    var values: [Int64] = []
    var censored: Int64 = 0
  }

  private var columns: [Column]

  /// - Parameter count: the number of columns; further cells of a row are left out.
  init(_ rows: ArraySlice<SweepRow>, count: Int) {
    columns = Array(repeating: Column(), count: count)
    for row in rows {
      for (place, cell) in (row.cells.cells(count) ?? []).enumerated() {
        columns[place].censored = SweepResult.sum([columns[place].censored, cell.censored])
        switch cell.amount {
        case .nothing: break
        case .value(let value): columns[place].values.append(value)
        case .samples(let summary): columns[place].summaries.append(summary)
        }
      }
    }
  }

  subscript(place: Int) -> Column { columns[place] }
}
