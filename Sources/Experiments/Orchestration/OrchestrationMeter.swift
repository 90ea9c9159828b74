import Checks
public import Protocols
import Scenarios
public import Simulator

/// What became of the work: rounds, results, updates, and clients that were left behind.
public struct OrchestrationMeter: Watcher {
  public typealias Subject = Barrier

  private let settings: OrchestrationLoad.Settings
  /// How many must come before a round's barrier opens.
  private let required: Int32
  private var ledger = PhaseLedger()
  private var pulse = Pulse()
  private var rounds = PhasedTally()
  private var roundTime = PhasedHistogram()
  private var missing = PhasedTally()
  private var late = PhasedTally()
  private var foreign = PhasedTally()
  private var dropped = PhasedTally()
  private var stale = PhasedTally()
  private var refused = PhasedTally()
  private var error = PhasedTally()
  private var earlyReleases = PhasedTally()
  private var givenUp = PhasedTally()
  private var exited = PhasedTally()
  private var blocked = PhasedTally()

  /// When the round under way started.
  private var started: Nanoseconds = 0
  private var hasEnded = false
  private var weight: Int64 = 0
  /// Whether each client waits at a barrier.
  private var isWaiting: [Bool]
  /// Number of clients that came in each round, the newest last.
  private var comers: [(round: OrchestrationLoad.Round, count: Int32)] = []

  /// Old rounds beyond twice this number are dropped.
  private static var limit: Int { 1024 }

  init(_ settings: OrchestrationLoad.Settings) {
    self.settings = settings
    required = settings.members.required
    isWaiting = Array(repeating: false, count: settings.agents)
  }

  public mutating func faulted(_ event: FaultEvent, at time: Nanoseconds) {
    ledger.note(event, at: time)
  }

  public mutating func clientNoted(_ note: OrchestrationNote, at time: Nanoseconds) {
    let phase = ledger.current
    switch note {
    case .runStarted(_, let tasks): dropped.add(Int64(tasks), phase: phase)
    case .started:
      started = time
      rounds.add(phase: phase)
    case .collected(_, let collection):
      roundTime.record(time - started, phase: ledger.phase(at: started))
      pulse.beat(at: time)
      add(collection, phase)
    case .late: late.add(phase: phase)
    case .came(let client, let round):
      isWaiting[Int(client)] = true
      comers[index(of: round)].count += 1
    case .left(let client, let round, let reply):
      isWaiting[Int(client)] = false
      noteRelease(round, reply, phase)
    case .gaveUp(let client, _):
      isWaiting[Int(client)] = false
      givenUp.add(phase: phase)
    case .exited(let client, _):
      isWaiting[Int(client)] = false
      exited.add(phase: phase)
    case .ended: hasEnded = true
    }
  }

  private mutating func add(_ collection: OrchestrationNote.Collection, _ phase: Int) {
    missing.add(Int64(collection.missing), phase: phase)
    foreign.add(Int64(collection.foreign), phase: phase)
    stale.add(Int64(collection.stale), phase: phase)
    refused.add(Int64(collection.refused), phase: phase)
    weight = collection.weight
  }

  private mutating func noteRelease(
    _ round: OrchestrationLoad.Round, _ reply: Barrier.Reply, _ phase: Int
  ) {
    guard case .concluded(let outcome) = reply, outcome.ending == .released else { return }
    guard let comer = comers.last(where: { $0.round == round }) else { return }
    if comer.count < required { earlyReleases.add(phase: phase) }
  }

  private mutating func index(of round: OrchestrationLoad.Round) -> Int {
    if let index = comers.lastIndex(where: { $0.round == round }) { return index }
    if comers.count >= 2 * OrchestrationMeter.limit {
      comers.removeFirst(OrchestrationMeter.limit)
    }
    comers.append((round, 0))
    return comers.count - 1
  }

  public mutating func finish(at time: Nanoseconds) {
    for waits in isWaiting where waits { blocked.add(phase: ledger.current) }
    error.add(Int64((weight - settings.optimum).magnitude), phase: ledger.current)
  }

  private var isFinished: Bool {
    hasEnded && blocked.whole == 0 && givenUp.whole == 0 && exited.whole == 0
  }
}

extension OrchestrationMeter {
  public func report(into report: inout WatchReport) {
    reportWork(into: &report)
    reportTraining(into: &report)
    report.count(
      "early releases", earlyReleases,
      better: .less, about: "Clients that a barrier released before all of their run had come.")
    report.count(
      "given up", givenUp, better: .less, about: "Clients that stopped for lack of a barrier.")
    report.count("exited callers", exited, about: "Clients whose agent exited.")
    report.count(
      "blocked", blocked, better: .less, about: "Clients that wait at a barrier when all is over.")
    report.flag(
      "finished", isFinished,
      about: "Whether all runs came to an end, and every client with them.")
    report.completions(pulse)
  }

  private func reportWork(into report: inout WatchReport) {
    report.count("rounds run", rounds, about: "Rounds that were started.")
    report.samples(
      "round time", roundTime,
      about: "Time from a round's start to the collection of its results.")
    report.count(
      "results missing", missing,
      better: .less, about: "Tasks that had no result when their round was collected.")
    report.count(
      "results late", late, better: .less,
      about: "Results that came after their round's collection.")
    report.count(
      "results of other runs", foreign,
      better: .less, about: "Results that were taken though they belong to another run.")
    report.count(
      "tasks dropped", dropped, better: .less, about: "Tasks that no worker was given, by run.")
  }

  private func reportTraining(into report: inout WatchReport) {
    learned(
      "stale updates", stale, &report,
      about: "Training: updates that were averaged though they started from another model.")
    learned(
      "refused updates", refused, &report,
      about: "Training: updates that were refused because they started from another model.")
    learned(
      "model error", error, &report,
      about: "Training: distance to the model that fits all samples best, in millionths.")
  }

  /// A count that only training has.
  private func learned(
    _ name: String, _ tally: PhasedTally, _ report: inout WatchReport, about: String
  ) {
    let learns = settings.useCase == .training
    report.add(
      Measure(name, .count, .count, about: about), learns ? .tally(tally) : .nothing)
  }
}
