import Experiments
import Reports
import Simulator

/// How results are shown: for people or for programs.
enum Rendering {
  /// The page of a run.
  static func page(
    _ outcome: Outcome, width: Int, color: Bool, ascii: Bool, program: String,
    part: Range<Nanoseconds>? = nil
  ) -> OutputText {
    RunPage(outcome, width: width, color: color, ascii: ascii, program: program, part: part).output
  }

  /// One outcome as an object, several as an array.
  static func json(_ outcomes: [Outcome]) -> OutputText {
    var json = JSONWriter()
    if outcomes.count == 1 {
      OutcomeJSON(outcomes[0]).write(to: &json)
    } else {
      json.array(of: outcomes) { json, outcome in OutcomeJSON(outcome).write(to: &json) }
    }
    return OutputText(json: json)
  }

  /// Prints a sweep's result, of which JSON goes out as it is made.
  static func print(
    _ result: SweepResult, asJSON: Bool, _ context: Context, isPartial: Bool = false
  ) {
    let (console, program) = (context.console, context.program.name)
    if !asJSON {
      return console.out(SweepPage(result, program: program, isPartial: isPartial).output)
    }
    var json = JSONWriter { console.out($0) }
    SweepJSON(result, program: program, isPartial: isPartial).write(to: &json)
    json.finish()
  }
}
