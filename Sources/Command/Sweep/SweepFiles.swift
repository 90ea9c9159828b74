import Experiments
import Reports

/// The files that a sweep's result is written to: a table, and a picture.
struct SweepFiles {
  static let options = [
    Syntax.Option(
      "--csv", "FILE",
      about: "Writes a row for each seed, variant, window and measure to a file."),
    Syntax.Option("--svg", "FILE", about: "Draws a picture of the result to a file."),
    Syntax.Option(
      "--plot", "WHAT",
      about:
        "What it shows: 'commit latency p99 during split', 'cdf: ...', 'seeds: ...', 'heat: ...'."
    ),
    Syntax.Option(
      "--against", "SETTING", about: "The varied setting along its x axis, such as agents."),
    Syntax.Option(
      "--points", "FILE",
      about: "Draws numbers from elsewhere into it: CSV with the columns line, x and y."),
  ]

  private let csv: OutputFile?
  private let svg: (file: OutputFile, request: PlotRequest)?

  /// Finds out whether all can be written, and what they are to show.
  init(
    _ arguments: Arguments, _ header: SweepHeader, _ context: Context
  ) throws(Complaint) {
    csv = try arguments.text("--csv").map { name throws(Complaint) in
      try OutputFile(name, context)
    }
    guard let name = arguments.text("--svg") else {
      svg = nil
      for option in ["--plot", "--against", "--points"] where arguments.flag(option) {
        throw Complaint("'\(option)' says what '--svg FILE' shows, and needs it")
      }
      return
    }
    var request = try SweepFiles.request(arguments, header)
    if let points = arguments.text("--points") {
      try SweepFiles.add(points: points, to: &request, header, context)
    }
    svg = (try OutputFile(name, context), request)
  }

  private static func request(
    _ arguments: Arguments, _ header: SweepHeader
  ) throws(Complaint) -> PlotRequest {
    do throws(PlotRequest.Mistake) {
      return try PlotRequest(
        arguments.text("--plot"), against: arguments.text("--against"), header)
    } catch {
      throw Complaint(error.message + (error.suggestion.map { "; \($0)" } ?? ""))
    }
  }

  /// Reads numbers from elsewhere, and finds out where they belong.
  private static func add(
    points name: String, to request: inout PlotRequest, _ header: SweepHeader, _ context: Context
  ) throws(Complaint) {
    guard let text = try context.files.text(name) else {
      throw Complaint("there is no file '\(name)'")
    }
    do throws(ReferencePoints.Mistake) {
      try request.add(ReferencePoints(text), header)
    } catch {
      throw Complaint("\(name):\(error.line): \(error.message)")
    }
  }

  /// Whether they show every run, and not only what the runs come to.
  var needRows: Bool { csv != nil || svg?.request.showsRows == true }

  /// Writes what was asked for.
  func write(_ result: SweepResult) throws(Complaint) {
    if let csv { try csv.write { sink in SweepCSV(result).write { sink.put($0) } } }
    if let svg { try svg.file.write(SweepChart(result, svg.request).svg) }
  }
}
