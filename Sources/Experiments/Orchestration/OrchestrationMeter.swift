import Checks
import Protocols
import Simulator

/// What became of the work: rounds, results, updates, and who was left behind.
struct OrchestrationMeter: Sendable {
  private(set) var pulse = Pulse()

  private let settings: OrchestrationLoad.Settings
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

  private var began: Nanoseconds = 0
  private var hasEnded = false
  private var weight: Int64 = 0
  /// Whether each client waits at a barrier.
  private var isWaiting: [Bool]
  /// How many have come in each round that somebody came in; the newest last, old ones forgotten.
  private var comers: [(round: OrchestrationLoad.Round, count: Int32)] = []

  /// Rounds beyond so many are forgotten.
  private static var limit: Int { 1024 }

  init(_ settings: OrchestrationLoad.Settings) {
    self.settings = settings
    isWaiting = Array(repeating: false, count: settings.agents)
  }

  mutating func clientNoted(
    _ note: OrchestrationNote, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    let phase = ledger.current
    switch note {
    case .runBegan(_, let tasks): dropped.add(Int64(tasks), phase: phase)
    case .began:
      began = time
      rounds.add(phase: phase)
    case .collected(_, let collection):
      roundTime.record(time - began, phase: ledger.phase(at: began))
      pulse.beat(at: time)
      add(collection, phase)
    case .late: late.add(phase: phase)
    case .came(let client, let round):
      isWaiting[Int(client)] = true
      comers[place(of: round)].count += 1
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
    guard case .concluded(let outcome) = reply, outcome.verdict == .released else { return }
    guard let comer = comers.last(where: { $0.round == round }) else { return }
    if comer.count < settings.members.required { earlyReleases.add(phase: phase) }
  }

  private mutating func place(of round: OrchestrationLoad.Round) -> Int {
    if let place = comers.lastIndex(where: { $0.round == round }) { return place }
    if comers.count >= 2 * OrchestrationMeter.limit {
      comers.removeFirst(OrchestrationMeter.limit)
    }
    comers.append((round, 0))
    return comers.count - 1
  }

  mutating func finish(_ ledger: PhaseLedger) {
    for waits in isWaiting where waits { blocked.add(phase: ledger.current) }
    error.add(Int64((weight - settings.optimum).magnitude), phase: ledger.current)
  }

  private var isFinished: Bool {
    hasEnded && blocked.whole == 0 && givenUp.whole == 0 && exited.whole == 0
  }

  /// In the order of the vocabulary.
  var series: [Series] {
    let learns = settings.useCase == .training
    return [
      .tally(rounds), .samples(roundTime), .tally(missing), .tally(late), .tally(foreign),
      .tally(dropped), learns ? .tally(stale) : .nothing, learns ? .tally(refused) : .nothing,
      learns ? .tally(error) : .nothing, .tally(earlyReleases), .tally(givenUp), .tally(exited),
      .tally(blocked), .flag(isFinished),
    ]
  }
}
