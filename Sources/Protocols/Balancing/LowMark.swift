public import Simulator

extension Balancing {
  /// Below what all tasks of a client have ended, as far as the balancer of an epoch knew.
  ///
  /// It says nothing of what a later epoch has recorded: a task that never came to the balancer of the mark may have
  /// come to its successor.
  @frozen
  public struct LowMark: Hashable, Sendable, Fielded {
    /// All tasks below this number have ended, and the client waits for none of them.
    public var number: Int32
    /// The epoch of the balancer that said so.
    public var epoch: Epoch

    /// A mark that a balancer sets.
    @inlinable
    public init(_ number: Int32 = 1, epoch: Epoch = 0) {
      self.number = number
      self.epoch = epoch
    }

    /// Whether it says that a record is of no use any more.
    func covers(_ record: Record) -> Bool {
      record.task.id.number < number && record.epoch <= epoch
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.field("number", number)
      visitor.field("epoch", epoch)
    }
  }
}
