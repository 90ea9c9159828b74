/// A picture of numbers: panels side by side, with one legend for all.
struct Chart {
  var title: String
  /// What it is of and how it was measured, a line each.
  var notes: [String]
  var panels: [Panel]
  /// What the series of all panels are called, by the number of their look; empty needs no legend.
  var legend: [(label: String, look: Look)]
  /// Whether the legend shows lines with their markers.
  var hasMarkers = true

  /// How a series is told from others: by its colour, and by its line and marker.
  struct Look: Hashable {
    /// From 0; beyond the palette they come again.
    var color: Int
    /// From 0: whole, dashed, dotted, dashed and dotted.
    var dash = 0
  }

  /// One area with its axes.
  struct Panel {
    var title: String
    var x: ChartAxis
    var y: ChartAxis
    var content: Content
    /// Numbers from elsewhere, drawn as rings upon the content.
    var rings: [Ring] = []
  }

  struct Ring {
    /// Nil for one that belongs to no line.
    var look: Look?
    var x: Double
    var y: Double
  }

  /// What an area shows.
  enum Content {
    /// Lines through points, each with a band for its interval.
    case lines([Line])
    /// One row for each category of the y axis.
    case spreads([Spread])
    /// Rectangles by the categories of both axes.
    case cells([Cell])
  }

  struct Line {
    var look: Look
    /// In the order of x.
    var points: [Point]
    /// Whether points are marked; a line of many is not.
    var isMarked = true
    /// Whether it goes from point to point by a horizontal and a vertical, as distributions do.
    var isStepped = false
  }

  struct Point {
    var x: Double
    var y: Double
    var interval: ClosedRange<Double>?
  }

  /// The runs of one category, each by its number.
  struct Spread {
    var look: Look
    var row: Int
    /// Ascending; never empty.
    var values: [Double]
  }

  struct Cell {
    var column: Int
    var row: Int
    var value: Double
    /// As it is written into the cell.
    var text: String
  }
}
