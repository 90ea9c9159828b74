import Experiments
import Reports

/// Runs a plan on several threads; what comes out does not depend on their number or pace.
struct SweepRunner {
  let plan: SweepPlan
  let loop: RunLoop
  let jobs: Int
  /// The limit of failing runs, in the order of their numbers; the rest is left out.
  let mostFailures: Int
  /// Whether rows keep their samples to be written; else those are pooled at once, and take no memory.
  let keepsSamples: Bool

  /// What the threads share.
  struct Shared {
    var isDone: [Bool]
    var rows: [SweepRow] = []
    var pool: SweepPool
    var next = 0
    var failed = 0
    /// Why no further run is begun, if for anything but the end.
    var complaint: Complaint?
    var journal: Journal?
    var progress: Progress
  }

  /// What came out.
  struct Result {
    /// Sorted.
    let rows: [SweepRow]
    /// Their samples, if the rows do not have them.
    let pool: SweepPool?
    /// How many runs are done, of how many.
    let done: Int
    let total: Int
    /// Whether it was asked to stop before all was done that was to be.
    let isPartial: Bool
    /// Why no further run was begun, if a run met the limit of memory.
    let complaint: Complaint?
    let journal: Journal?
  }

  func run(_ journal: Journal?, _ console: Console) -> Result {
    let found = unique(journal?.found ?? [])
    let own = (0..<plan.total).lazy.filter { plan.isOwn($0) }.count
    var shared = Shared(
      isDone: Array(repeating: false, count: plan.total), pool: SweepPool(plan.header),
      journal: journal,
      progress: Progress(console, total: own, before: found.count))
    for row in found {
      shared.isDone[plan.number(of: row)] = true
      shared.failed += row.failed ? 1 : 0
      store(row, &shared)
    }
    let state = Locked(shared)
    Workers.run(jobs: min(jobs, max(1, own - found.count))) {
      while let number = state.use({ take(&$0) }) {
        do throws(Complaint) {
          let row = try plan.run(number, loop) {
            state.use { $0.progress.show(done: $0.rows.count, failed: $0.failed) }
          }
          if let row { state.use { keep(row, &$0) } }
        } catch {
          let complaint = error
          state.use { $0.complaint = $0.complaint ?? complaint }
        }
      }
    }
    return state.use { finish(&$0, total: own) }
  }

  /// The first row of each run.
  private func unique(_ rows: [SweepRow]) -> [SweepRow] {
    var isTaken = Array(repeating: false, count: plan.total)
    return rows.filter { row in
      defer { isTaken[plan.number(of: row)] = true }
      return !isTaken[plan.number(of: row)]
    }
  }

  /// The next run that is left, or nil when there is none or enough have failed.
  ///
  /// Runs are handed out in rising order, so when enough have failed, every run before them is done or
  /// under way, and `finish` can cut at the same one every time.
  private func take(_ shared: inout Shared) -> Int? {
    if loop.stop.isAsked || shared.complaint != nil { return nil }
    if shared.failed >= mostFailures, isCovered(shared) { return nil }
    while shared.next < plan.total {
      let number = shared.next
      shared.next += 1
      if plan.isOwn(number), !shared.isDone[number] { return number }
    }
    return nil
  }

  /// Whether enough failures lie before the next run: a journal may hold later ones.
  private func isCovered(_ shared: Shared) -> Bool {
    shared.rows.lazy.filter { $0.failed && plan.number(of: $0) < shared.next }.count
      >= mostFailures
  }

  /// Whether enough have failed, and every run before those is done.
  private func hasEnough(_ shared: Shared) -> Bool {
    isCovered(shared)
      && (0..<shared.next).allSatisfy { !plan.isOwn($0) || shared.isDone[$0] }
  }

  private func keep(_ row: SweepRow, _ shared: inout Shared) {
    shared.isDone[plan.number(of: row)] = true
    shared.failed += row.failed ? 1 : 0
    // A run that a limit ended may go on under another.
    if !row.metLimit { shared.journal?.append(row) }
    store(row, &shared)
    shared.progress.show(done: shared.rows.count, failed: shared.failed)
  }

  /// Failing runs may yet cut what is behind them, so their sweeps pool at the end.
  private var poolsAtOnce: Bool { !keepsSamples && mostFailures == .max }

  private func store(_ row: SweepRow, _ shared: inout Shared) {
    var row = row
    if poolsAtOnce {
      shared.pool.add(row)
      row.sketches = SketchTable([])
    }
    shared.rows.append(row)
  }

  private func finish(_ shared: inout Shared, total: Int) -> Result {
    let done = shared.rows.count
    shared.journal?.flush()
    shared.progress.finish(done: done, jobs: jobs)
    let isWhole = done == total || hasEnough(shared)
    var rows = shared.rows.sorted(by: SweepRow.precedes)
    let failing = rows.indices.filter { rows[$0].failed }
    if failing.count >= mostFailures { rows = Array(rows[...failing[mostFailures - 1]]) }
    return Result(
      rows: rows, pool: poolsAtOnce ? shared.pool : nil, done: done, total: total,
      isPartial: loop.stop.isAsked && !isWhole,
      complaint: shared.complaint, journal: shared.journal)
  }
}
