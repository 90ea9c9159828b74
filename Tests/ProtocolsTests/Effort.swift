import Foundation

/// How much the longest tests do.
///
/// In a debug build some run fewer cases than they could, to keep the suite short. They run in full with
/// `LOCKSTEP_FULL=1 swift test --filter ElectionChaos`, which takes a minute or two, and in any release
/// build of the tests.
enum Effort {
  static let isFull: Bool = {
    #if DEBUG
      ProcessInfo.processInfo.environment["LOCKSTEP_FULL"] == "1"
    #else
      true
    #endif
  }()
}
