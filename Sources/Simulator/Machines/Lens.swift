/// How a machine that is made of several, and what its clients state, are seen as those of one part.
///
/// Each look gives nil for what is of another part.
public protocol Lens: Sendable {
  /// The machine that is made of several.
  associatedtype Whole: Machine
  /// What the clients of the whole state.
  associatedtype WholeNote: Traceable
  /// One of its parts.
  associatedtype Part: Machine
  /// What the part's clients state.
  associatedtype PartNote: Traceable

  /// Whether the part is stepped by inputs of its own alone, and at a start. If not, it may be stepped
  /// by any.
  static var isSteppedAlone: Bool { get }

  /// The part's note.
  static func note(_ note: Whole.Note) -> Part.Note?
  /// The part's message.
  static func message(_ message: Whole.Message) -> Part.Message?
  /// The part's timer, with its slot among the part's own.
  static func timer(_ timer: Whole.Timer) -> Part.Timer?
  /// The part's request.
  static func request(_ request: Whole.Request) -> Part.Request?
  /// The part's reply.
  static func reply(_ reply: Whole.Reply) -> Part.Reply?
  /// The part's durable write.
  static func write(_ write: Whole.Storage.Write) -> Part.Storage.Write?
  /// What the part's clients state.
  static func clientNote(_ note: WholeNote) -> PartNote?
  /// Shows the part's state in place; a copy would cost what all that it holds costs.
  static func machine(_ whole: borrowing Whole, _ show: (borrowing Part) -> Void)
  /// Shows what the disk keeps for the part, in place.
  static func storage(_ whole: borrowing Whole.Storage, _ show: (borrowing Part.Storage) -> Void)
}

extension Lens {
  @inlinable public static var isSteppedAlone: Bool { false }
}
