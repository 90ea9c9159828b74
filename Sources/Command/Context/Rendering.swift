import Experiments
import Reports

/// How results are shown: for people or for programs.
enum Rendering {
  /// The page of a run.
  static func page(
    _ outcome: Outcome, width: Int, color: Bool, ascii: Bool, program: String
  ) -> OutputText {
    RunPage(outcome, width: width, color: color, ascii: ascii, program: program).output
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

  /// A sweep's result.
  static func sweep(
    _ result: SweepResult, asJSON: Bool, program: String, isPartial: Bool = false
  ) -> OutputText {
    if !asJSON { return SweepPage(result, program: program, isPartial: isPartial).output }
    var json = JSONWriter()
    SweepJSON(result, program: program, isPartial: isPartial).write(to: &json)
    return OutputText(json: json)
  }
}
