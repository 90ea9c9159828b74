import Scenarios
import Simulator

extension Rate {
  /// Complains of a rate, under the key `rate`, that clients who share it cannot keep.
  func review(_ section: inout Section, clients: Int) {
    if isKept(eachOf: Int64(max(1, clients))) { return }
    section.complain(
      "rate",
      "each client would have less than 100 ns and no whole number of them, which changes the rate",
      "ask less often, or of more clients")
  }
}
