public import Simulator

extension Leasing {
  /// What outlives a crash: at the service the newest lease, at the storage the writes.
  public struct Storage: DurableStorage {
    /// The fence of the newest lease granted.
    public private(set) var fence: Int64 = 0
    /// Who got it.
    public private(set) var holder: AgentID?
    /// The greatest fence of a write.
    public private(set) var highestFence: Int64 = 0
    /// Number of writes.
    public private(set) var writeCount: Int64 = 0

    /// An empty disk.
    public init() {}

    /// One record, which a crash keeps wholly or not at all.
    public enum Write: Fielded, Hashable, Sendable {
      case granted(fence: Int64, AgentID)
      case written(fence: Int64, from: AgentID, number: Int64)
    }

    public mutating func apply(_ write: Write) {
      switch write {
      case .granted(let fence, let agent): (self.fence, holder) = (fence, agent)
      case .written(let fence, _, _):
        highestFence = max(highestFence, fence)
        writeCount += 1
      }
    }

    /// A record's header and checksum take 16 bytes, each number 8.
    public static func byteCount(_ write: Write) -> Int {
      if case .granted = write { 32 } else { 40 }
    }
  }

  public func fields<V: FieldVisitor>(into visitor: inout V) {
    if isService {
      visitor.field("newestFence", newestFence)
      visitor.field("holder", holder)
      visitor.field("expiry", time: expiry)
    } else if isStorage {
      visitor.field("highestFence", highestFence)
    } else {
      visitor.field("fence", fence)
      visitor.field("until", time: until)
      visitor.field("writeCount", writeCount)
      visitor.field("silentSince", time: silentSince)
    }
  }
}

extension Leasing.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("fence", fence)
    visitor.field("holder", holder)
    visitor.field("highestFence", highestFence)
    visitor.field("writeCount", writeCount)
  }
}

extension Leasing.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .granted(let fence, let agent):
      visitor.kind(0, "granted")
      visitor.field("fence", fence)
      visitor.field("to", agent)
    case .written(let fence, let agent, let number):
      visitor.kind(1, "written")
      visitor.field("fence", fence)
      visitor.field("from", agent)
      visitor.field("number", number)
    }
  }
}
