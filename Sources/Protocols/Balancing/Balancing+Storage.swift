public import Simulator

extension Balancing {
  /// What outlives a crash: at a balancer the records of tasks; at every agent the latest epoch that it takes part in.
  public struct Storage: DurableStorage {
    /// It takes part in no earlier epoch.
    public private(set) var epoch: Epoch = 0
    /// Number of the agent's lives.
    public private(set) var life: Int32 = 0
    /// Whether the worker takes no new tasks.
    public private(set) var isDraining = false
    /// By client, below what its tasks have ended.
    public private(set) var lows: [LowMark] = []
    private var records = KeyedList<TaskID, Record>()

    /// An empty disk.
    public init() {}

    /// One record, which a crash keeps wholly or not at all.
    public enum Write: Fielded, Hashable, Sendable {
      case promised(Epoch)
      case life(Int32)
      case draining(Bool)
      case recorded(Entry)
    }

    /// What is recorded of a task.
    public func record(_ id: TaskID) -> Record? { records.item(id) }

    /// All records, in the order in which tasks were first recorded.
    public var allRecords: [Record] { records.items }

    /// Below what a client's tasks have ended.
    public func low(of client: Int32) -> LowMark {
      client < lows.count ? lows[Int(client)] : LowMark()
    }

    public mutating func apply(_ write: Write) {
      switch write {
      case .promised(let epoch): self.epoch = epoch
      case .life(let number): life = number
      case .draining(let flag): isDraining = flag
      case .recorded(let entry): keep(entry)
      }
    }

    private mutating func keep(_ entry: Entry) {
      let id = entry.record.task.id
      raise(LowMark(entry.low, epoch: entry.record.epoch), of: id.client)
      if low(of: id.client).covers(entry.record) { return }
      guard let place = records.place(of: id) else {
        records.append(entry.record, id)
        return
      }
      if entry.record.supersedes(records[place]) { records[place] = entry.record }
    }

    /// - Complexity: O(tasks between the old mark and the new).
    private mutating func raise(_ low: LowMark, of client: Int32) {
      let old = self.low(of: client)
      if low.number < old.number || low.number == old.number && low.epoch <= old.epoch { return }
      for number in old.number..<low.number {
        let id = TaskID(client: client, number: number)
        if let place = records.place(of: id), low.covers(records[place]) {
          records.remove(at: place)
        }
      }
      while lows.count <= client { lows.append(LowMark()) }
      lows[Int(client)] = low
    }

    /// A record's header and checksum take 16 bytes, what a task is about 64, each number 8.
    public static func byteCount(_ write: Write) -> Int {
      if case .recorded = write { 152 } else { 24 }
    }
  }
}

extension Balancing.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("epoch", epoch)
    visitor.field("life", life)
    visitor.field("draining", isDraining)
    visitor.field("lows", list: lows)
    visitor.field("records", list: records.items)
  }
}

extension Balancing.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .promised(let epoch): visitor.kind(0, "promised", "epoch", epoch)
    case .life(let number): visitor.kind(1, "life", "number", number)
    case .draining(let flag):
      visitor.kind(2, "draining")
      visitor.field("draining", flag)
    case .recorded(let entry):
      visitor.kind(3, "recorded")
      entry.fields(into: &visitor)
    }
  }
}
