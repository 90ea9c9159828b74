import Checks
import Protocols
import Scenarios
import Simulator

/// How evenly tasks are spread over workers.
struct LoadGauge: Sendable {
  private let balancers: Int
  private let from: Nanoseconds
  /// By worker, tasks done.
  private var done: [Int64]
  /// The one that took over last: another may not know yet that it was succeeded.
  private var leader: AgentID?
  /// By worker, tasks that it has, as that one sees it.
  private var loads: [Int64]
  private var total: Int64 = 0
  private var imbalance = PhasedHistogram()
  private var nextSample: Nanoseconds

  /// Loads change with every task, and are looked at now and then.
  private static let sampling = 100 * Nanoseconds.millisecond

  init(workers: Int, balancers: Int, from: Nanoseconds) {
    self.balancers = balancers
    self.from = from
    nextSample = from
    done = Array(repeating: 0, count: max(0, workers))
    loads = done
  }

  mutating func noted(
    _ note: Balancing.Note, by agent: AgentID, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    switch note {
    case .leads:
      leader = agent
      for place in loads.indices { loads[place] = 0 }
      total = 0
    case .assigned(let placement) where agent == leader:
      add(1, placement.worker, ledger, at: time)
    case .released(_, let worker) where agent == leader: add(-1, worker, ledger, at: time)
    case .settled(_, .done(let worker, _)) where time >= from: done[place(worker)] += 1
    default: break
    }
  }

  private func place(_ worker: AgentID) -> Int { worker.index - balancers }

  private mutating func add(
    _ change: Int64, _ worker: AgentID, _ ledger: PhaseLedger, at time: Nanoseconds
  ) {
    if time >= nextSample {
      sample(ledger)
      nextSample = time + LoadGauge.sampling
    }
    loads[place(worker)] += change
    total += change
  }

  /// The greatest load over the mean, in millionths; nothing while there is no task.
  private mutating func sample(_ ledger: PhaseLedger) {
    guard total > 0, let most = loads.max() else { return }
    imbalance.record(most * 1_000_000 * Int64(loads.count) / total, phase: ledger.current)
  }

  func report(into report: inout WatchReport) {
    report.samples(
      "imbalance", imbalance, unit: .ratio, better: .less,
      about: "The most tasks of a worker over the mean, every tenth of a second at most.")
    let (square, even) = fairness
    report.ratio(
      "fairness", square, for: even, better: .more,
      about: "Jain's index of the tasks that workers have done: one if all did as many.")
  }

  /// The square of the sum, and the sum of squares times the number of workers, each over that number.
  private var fairness: (PhasedTally, PhasedTally) {
    var (square, even) = (PhasedTally(), PhasedTally())
    let sum = done.reduce(0, +)
    guard sum > 0 else { return (square, even) }
    square.add(sum * sum / Int64(done.count), phase: 0)
    even.add(done.reduce(0) { $0 + $1 * $1 }, phase: 0)
    return (square, even)
  }
}
