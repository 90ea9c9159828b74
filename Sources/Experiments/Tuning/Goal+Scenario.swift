public import Scenarios

extension Goal {
  /// The measure that the subject names in all of these variants.
  public func place(in runs: [Scenario]) throws(Goal.Mistake) -> Place {
    var windows: [Expectation.Window] = []
    for window in runs.flatMap({ $0.windows }) where !windows.contains(window) {
      windows.append(window)
    }
    var faults: [String] = []
    for case .during(let fault) in windows { faults.append(fault) }
    let place = try place(in: runs[0], faultNames: faults)
    if windows.contains(place.window) { return place }
    throw Goal.Mistake(
      message: "'\(subject)' is of a part of the run that this scenario has not",
      suggestion: "without faults there is only the whole run")
  }
}
