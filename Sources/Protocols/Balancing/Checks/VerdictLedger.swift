import Simulator

/// What the disks of balancers hold of each task, and how it ended.
///
/// A task is forgotten once its client waits for it no longer, as the disks do.
struct VerdictLedger: Sendable {
  private var tasks: [Balancing.TaskID: Entry] = [:]
  /// By client, below what tasks are forgotten.
  private var lows: [Balancing.LowMark] = []

  private struct Entry: Sendable {
    /// By balancer, what its disk says of the task.
    var records: [Mark?] = []
    /// How it ended, once that was told or was durable at a majority.
    var final: Balancing.Verdict?
    /// Under which fence it was assigned last.
    var fence: Balancing.Fence?
  }

  private struct Mark: Hashable, Sendable {
    let epoch: Balancing.Epoch
    let verdict: Balancing.Verdict?
  }

  private func isForgotten(_ id: Balancing.TaskID) -> Bool {
    id.client < lows.count && id.number < lows[Int(id.client)].number && tasks[id] == nil
  }

  /// A balancer's disk has a record.
  /// - Returns: how many disks have the same record of the same epoch; 0 if the task is forgotten.
  mutating func keep(
    _ record: Balancing.Record, low: Balancing.LowMark, at balancer: Int
  ) -> Int {
    let id = record.task.id
    forget(below: low, of: id.client)
    if isForgotten(id), lows[Int(id.client)].covers(record) { return 0 }
    var known = tasks[id] ?? Entry()
    while known.records.count <= balancer { known.records.append(nil) }
    let mark = Mark(epoch: record.epoch, verdict: record.verdict)
    known.records[balancer] = mark
    tasks[id] = known
    return known.records.count { $0 == mark }
  }

  /// Forgets what a mark covers; a task that a later epoch has taken up is none of it.
  private mutating func forget(below low: Balancing.LowMark, of client: Int32) {
    while lows.count <= client { lows.append(Balancing.LowMark()) }
    let old = lows[Int(client)]
    if low.number <= old.number { return }
    for number in old.number..<low.number {
      let id = Balancing.TaskID(client: client, number: number)
      let epoch = tasks[id]?.records.lazy.compactMap { $0?.epoch }.max() ?? 0
      if epoch <= low.epoch { tasks[id] = nil }
    }
    lows[Int(client)] = low
  }

  /// How many disks have this end of a task; nil if it is forgotten.
  func disks(with verdict: Balancing.Verdict, of id: Balancing.TaskID) -> Int? {
    if isForgotten(id) { return nil }
    return tasks[id]?.records.count { $0?.verdict == verdict } ?? 0
  }

  /// A task has ended so.
  /// - Returns: how it had ended before, if that was otherwise.
  mutating func end(
    _ id: Balancing.TaskID, _ verdict: Balancing.Verdict
  ) -> Balancing.Verdict? {
    if isForgotten(id) { return nil }
    let known = tasks[id]?.final
    if known == nil { tasks[id, default: Entry()].final = verdict }
    return known == verdict ? nil : known
  }

  mutating func assign(_ id: Balancing.TaskID, _ fence: Balancing.Fence) {
    if isForgotten(id) { return }
    let latest = tasks[id]?.fence ?? fence
    tasks[id, default: Entry()].fence = Swift.max(latest, fence)
  }

  /// Under which fence a task was assigned last; nil if it never was, or is forgotten.
  func fence(of id: Balancing.TaskID) -> Balancing.Fence? { tasks[id]?.fence }
}
