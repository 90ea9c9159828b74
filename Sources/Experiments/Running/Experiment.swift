public import Scenarios
public import Simulator

/// A protocol with all that a scenario needs to run it: every tool works on a type that conforms.
public protocol Experiment: Sendable {
  associatedtype Subject: Machine
  associatedtype Driver: Load where Driver.Subject == Subject
  associatedtype Watch: Watcher where Watch.Subject == Subject, Watch.LoadNote == Driver.Note

  /// The words that scenario files use for the protocol.
  static var vocabulary: Vocabulary { get }

  /// The protocol's settings; `Vocabulary.review` has already refused what makes no sense.
  static func settings(_ bound: Bound, mutant: String?) -> Subject.Settings

  /// The clients.
  static func driver(_ bound: Bound) -> Driver

  /// The checks and measures.
  static func watcher(_ bound: Bound) -> Watch
}

/// The checks and measures of one protocol: an observer that can say at the end what it saw.
public protocol Watcher: Observer {
  /// What must never happen and did; not nil exactly if `hasViolation`.
  var violation: Violation? { get }

  /// The run is over: closes what is still open and makes the checks that need the whole run.
  mutating func finish(at time: Nanoseconds)

  /// The verdicts, in the order of the vocabulary's checks. Valid after `finish`.
  var verdicts: [CheckVerdict] { get }

  /// The protocol's measures, in the order of the vocabulary's. Valid after `finish`.
  var series: [Series] { get }

  /// Changes of standing, for the timeline, in order of time.
  var standings: [Timeline.Change] { get }

  /// What clients saw completed, for the timeline; empty unless the protocol has clients.
  var pulse: Pulse { get }
}

extension Watcher {
  public var pulse: Pulse { Pulse() }
}
