public import Scenarios
import Simulator

/// What a person does to a run, said and written down in the words of scenario files.
extension Session {
  /// Does to the run now what a text says, as a fault of a scenario file says it without *when*:
  /// `{ crash: "leader" }`, `{ ask: { client: 1, write: 5, value: 7 } }`; it may say until when.
  ///
  /// - Returns: its index among the fault reports.
  @discardableResult
  public func act(_ text: String, name: String) throws(ScenarioError) -> Int {
    // What was done before can be named: `until: "cut ended"`.
    var deed = try scenario.adding(interventions).deed(text)
    deed.name = name
    if let mistake = deed.action.missingClient(of: clientCount) {
      throw ScenarioError([
        Diagnostic(
          file: "fault", position: .start, message: mistake.message,
          suggestion: mistake.suggestion)
      ])
    }
    return act(deed)
  }

  /// What was done so far as elements of a scenario's list of faults, in the order done.
  ///
  /// The scenario with these besides its own is the same run on the same seed; `Scenario.adding` writes them
  /// into a file. There is one exception: where links were made to duplicate requests, clients of a scenario
  /// that says so from the start know that a refusal proves nothing.
  /// - Returns: nil if the scenario cannot declare one of them: see `Scenario.text(of:)`.
  public var interventionTexts: [String]? {
    var texts: [String] = []
    for fault in interventions {
      guard let text = scenario.text(of: fault) else { return nil }
      texts.append(text)
    }
    return texts
  }
}
