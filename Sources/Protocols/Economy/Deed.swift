public import Simulator

/// An economic command in the replicated log: what somebody asks of the books.
///
/// It is flat and of 28 bytes, so that an entry of the log stays at 40. What its fields mean depends on the
/// kind. The books apply a deed at its index of the log; one that the rules refuse changes nothing.
@frozen
public struct Deed: Traceable {
  /// Money, a price, or a moment of the sequencer's time.
  public var amount: Int64
  /// Who asked and which of its requests it is, for deeds that must take effect once; else 0.
  public var session: Raft.Session
  /// The account that acts.
  public var actor: Int32
  /// What it is about: an auction, an order, another account.
  public var subject: Int32
  /// A number of units, a set of items, or a number of a stage.
  public var quantity: UInt16
  /// What is asked.
  public var kind: Kind
  /// What else the kind needs.
  public var detail: UInt8

  /// A deed; what its kind has no need of is 0.
  @inlinable
  public init(
    _ kind: Kind, actor: Int32 = 0, subject: Int32 = 0, quantity: UInt16 = 0, amount: Int64 = 0,
    detail: UInt8 = 0, session: Raft.Session = Raft.Session(client: 0, sequence: 0)
  ) {
    self.amount = amount
    self.session = session
    self.actor = actor
    self.subject = subject
    self.quantity = quantity
    self.kind = kind
    self.detail = detail
  }

  /// Size in a message or on disk.
  static var byteCount: Int { 28 }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("deed", kind)
    visitor.fields("actor", actor, "subject", subject)
    visitor.fields("quantity", Int32(quantity), "detail", Int32(detail))
    visitor.field("amount", amount)
    session.fields(into: &visitor)
  }
}
