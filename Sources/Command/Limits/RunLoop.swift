import Experiments
import Foundation
import Scenarios
import Simulator

/// Drives runs in slices, and looks at the program between them.
///
/// Where a run is sliced changes nothing of it.
struct RunLoop: Sendable {
  let limits: Limits
  let registry: Registry
  /// Heeded between slices.
  let stop: StopSignal

  init(_ limits: Limits, _ context: Context) {
    self.limits = limits
    registry = context.registry
    stop = context.stop
    stop.arm()
  }

  /// What a run gives up to its end, to a violation or to its limit of events; nil if it was asked to stop.
  ///
  /// - Parameter between: called between slices.
  func outcome(
    of scenario: Scenario, seed: UInt64, between: () -> Void
  ) throws(Complaint) -> Outcome? {
    let session = open(scenario, seed: seed)
    return try run(session, between: { _ in between() }) ? session.outcome() : nil
  }

  /// Opens a run with the limit of events.
  func open(
    _ scenario: Scenario, seed: UInt64, recording: RecordLog.Mode = .off,
    keepsHistory: Bool = false
  ) -> Session {
    let session = registry.open(
      scenario, seed: seed, recording: recording, keepsHistory: keepsHistory)
    session.eventLimit = limits.events
    return session
  }

  /// Runs on up to a time, at most the scenario's end.
  ///
  /// - Parameters:
  ///   - visit: called after each event; stops the run when it gives false.
  ///   - between: called between slices.
  /// - Returns: whether it came so far, or to the limit of events; false if it was asked to stop.
  func run(
    _ session: Session, until time: Nanoseconds? = nil, while visit: ((Session) -> Bool)? = nil,
    between: (Session) -> Void
  ) throws(Complaint) -> Bool {
    if !session.hasStarted {
      if try !start(session) { return false }
      if let visit, !visit(session) { return true }
    }
    var slice = Slice(limits, agentCount: session.agentCount)
    while true {
      let reason = session.run(until: time, maximumEvents: slice.events, while: visit)
      try look(session)
      if reason != .eventCount || session.metEventLimit { return true }
      if stop.isAsked { return false }
      between(session)
      slice.adapt()
    }
  }

  /// Starts the agents, a part of a large cluster at a time, as each may speak to all others.
  ///
  /// - Returns: false if it was asked to stop.
  private func start(_ session: Session) throws(Complaint) -> Bool {
    let part = max(1, 65_536 / max(1, session.agentCount))
    while !session.start(atMost: part) {
      try look(session)
      if stop.isAsked { return false }
    }
    return true
  }

  /// Complains if the limit of events ended a run.
  func complain(of session: Session) throws(Complaint) {
    guard session.metEventLimit else { return }
    try limits.complain(ofEnded: [Limits.name(session.scenario, seed: session.seed)])
  }

  /// What is done between slices.
  private func look(_ session: Session) throws(Complaint) {
    if Memory.peak > limits.memory { try limits.checkMemory(Memory.inUse, session) }
  }
}

/// How many events to run before the next look.
private struct Slice {
  private(set) var events: Int64 = 1
  /// An event may send a message to every agent, so these many are some hundred megabytes at the worst.
  private let most: Int64
  private let limits: Limits
  private var used = Memory.peak
  private var time = ContinuousClock.now

  init(_ limits: Limits, agentCount: Int) {
    self.limits = limits
    most = max(64, min(1 << 18, (1 << 21) / Int64(max(1, agentCount))))
  }

  /// Fewer where a slice took long or much, more where it took little.
  mutating func adapt() {
    let (nowUsed, now) = (Memory.peak, ContinuousClock.now)
    let headroom = max(0, limits.memory - nowUsed)
    let took = now - time
    if took > .milliseconds(50) || (nowUsed - used) * 16 > headroom {
      events = max(1, events / 2)
    } else if took < .milliseconds(20) {
      events = min(most, events * 2)
    }
    (used, time) = (nowUsed, now)
  }
}
