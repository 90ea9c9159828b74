import Experiments
import Foundation
import Reports

/// Runs a plan on several threads; what comes out does not depend on their number or pace.
///
/// Rows are added up in the order of the plan, whenever they come, and none is kept but those that wait for
/// one before them: at most `window`, as no run is begun that is so far ahead. So memory does not
/// grow with the number of runs.
struct SweepRunner {
  let plan: SweepPlan
  let loop: RunLoop
  let jobs: Int
  /// The limit of failing runs, in the order of their numbers; the rest is left out.
  let mostFailures: Int
  /// Where rows are kept for those who ask for every one; nil if nobody does.
  let spool: RowSpool?
  /// How far a run may be ahead of the first that is not done.
  var window = Journal.window

  /// What the threads share.
  private struct Shared {
    var tally: SweepTally
    var spool: RowSpool?
    /// Runs that a limit ended.
    var ended = Ended()
    /// Failing runs among those that were added.
    var failedInOrder = 0
    /// Rows that are done and wait for one before them, at their place modulo the window.
    var waiting: [SweepRow?]
    /// The first run that has not been added, and the first that has not been handed out.
    var base = 0
    var next = 0
    /// Runs that are done, and how many of them failed, in whatever order.
    var done: Int
    var failed = 0
    /// What the journal has of the runs from `next` on.
    var journalRows: OrderedRows<RowCursor>
    var journal: Journal?
    /// Why no further run is begun, if for anything but the end.
    var complaint: Complaint?
    var progress: Progress
  }

  /// Runs that a limit ended.
  struct Ended {
    var count = 0
    /// The names of the first.
    var names: [String] = []

    mutating func add(_ name: String) {
      count += 1
      if names.count < Limits.mostNamed { names.append(name) }
    }
  }

  /// What came out.
  struct Result {
    /// The rows, added up.
    let tally: SweepTally
    /// Every row, if they were kept.
    let spool: RowSpool?
    let ended: Ended
    /// How many runs are done, of how many.
    let done: Int
    let total: Int
    /// Whether it was asked to stop before all was done that was to be.
    let isPartial: Bool
    /// Why no further run was begun, if a run met the limit of memory.
    let complaint: Complaint?
    let journal: Journal?

    /// What the rows come to.
    ///
    /// - Parameter failed: told why, if rows that were kept cannot be read.
    func result(_ failed: @escaping @Sendable (String) -> Void) -> SweepResult {
      tally.result(spool?.rows(failed) ?? .none)
    }
  }

  /// What a thread does next.
  private enum Task {
    case run(index: Int)
    /// All that may be begun is under way.
    case wait
  }

  func run(_ journal: Journal?, _ console: Console) -> Result {
    let own = Int(plan.header.ownRunCount)
    let found = journal?.found ?? 0
    let state = Locked(
      Shared(
        tally: SweepTally(plan.header), spool: spool,
        waiting: Array(repeating: nil, count: window), done: found,
        journalRows: journal?.rows() ?? OrderedRows([]), journal: journal,
        progress: Progress(console, total: own, before: found)))
    Workers.run(jobs: min(jobs, max(1, own - found))) {
      while let task = state.use({ take(&$0, own) }) {
        guard case .run(let index) = task else {
          usleep(500)
          continue
        }
        do throws(Complaint) {
          let row = try plan.run(plan.number(ofOwn: index), loop) {
            state.use { $0.progress.show(done: $0.done, failed: $0.failed) }
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

  /// The next run that is left, or nil when there is none or enough have failed.
  ///
  /// Runs are handed out in rising order, so when enough have failed, every run before them is done or
  /// under way.
  private func take(_ shared: inout Shared, _ own: Int) -> Task? {
    while shared.next < own {
      if loop.stop.isAsked || shared.complaint != nil { return nil }
      if shared.failed >= mostFailures { return nil }
      if shared.next - shared.base >= window { return .wait }
      let index = shared.next
      shared.next += 1
      guard let row = found(index, &shared) else { return .run(index: index) }
      store(row, &shared)
    }
    return nil
  }

  /// What the journal has of a run; runs before it are not asked for any more.
  private func found(_ index: Int, _ shared: inout Shared) -> SweepRow? {
    while let row = shared.journalRows.head, Int(plan.header.index(of: row)) <= index {
      _ = shared.journalRows.next()
      if Int(plan.header.index(of: row)) == index { return row }
    }
    return nil
  }

  private func keep(_ row: SweepRow, _ shared: inout Shared) {
    shared.done += 1
    // A run that a limit ended may go on under another.
    if !row.metLimit { shared.journal?.append(row) }
    store(row, &shared)
  }

  /// Adds a row, and those that waited for it.
  private func store(_ row: SweepRow, _ shared: inout Shared) {
    shared.failed += row.failed ? 1 : 0
    shared.waiting[Int(plan.header.index(of: row)) % window] = row
    while let row = shared.waiting[shared.base % window] {
      shared.waiting[shared.base % window] = nil
      shared.base += 1
      add(row, &shared)
    }
    shared.progress.show(done: shared.done, failed: shared.failed)
  }

  /// Adds the next row, unless enough before it have failed.
  private func add(_ row: SweepRow, _ shared: inout Shared) {
    if shared.failedInOrder >= mostFailures { return }
    shared.tally.add(row)
    shared.spool?.add(row)
    shared.failedInOrder += row.failed ? 1 : 0
    if row.metLimit { shared.ended.add(plan.name(row)) }
  }

  private func finish(_ shared: inout Shared, total: Int) -> Result {
    shared.journal?.flush()
    shared.progress.finish(done: shared.done, jobs: jobs)
    let hasEnough = shared.failedInOrder >= mostFailures
    // What is done behind a run that is not.
    for index in shared.base..<max(shared.base, shared.next) {
      if let row = shared.waiting[index % window] { add(row, &shared) }
    }
    while let row = shared.journalRows.next() {
      if Int(plan.header.index(of: row)) >= shared.next { add(row, &shared) }
    }
    return Result(
      tally: shared.tally, spool: shared.spool, ended: shared.ended, done: shared.done,
      total: total, isPartial: loop.stop.isAsked && shared.done < total && !hasEnough,
      complaint: shared.complaint, journal: shared.journal)
  }
}
