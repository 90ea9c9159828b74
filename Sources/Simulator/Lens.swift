/// How a machine that is made of several, and what its clients state, are seen as those of one part.
///
/// Each look gives nil for what is of another part.
public protocol Lens: Sendable {
  associatedtype Whole: Machine
  associatedtype WholeNote: Traceable
  associatedtype Part: Machine
  associatedtype PartNote: Traceable

  /// Whether the part is stepped by inputs of its own alone, and at a start. If not, it may be stepped
  /// by any.
  static var isSteppedAlone: Bool { get }

  static func note(_ note: Whole.Note) -> Part.Note?
  static func message(_ message: Whole.Message) -> Part.Message?
  static func timer(_ timer: Whole.Timer) -> Part.Timer?
  static func request(_ request: Whole.Request) -> Part.Request?
  static func reply(_ reply: Whole.Reply) -> Part.Reply?
  static func write(_ write: Whole.Storage.Write) -> Part.Storage.Write?
  static func clientNote(_ note: WholeNote) -> PartNote?
  /// Shows the part's state in place; a copy would cost what all that it holds costs.
  static func machine(_ whole: borrowing Whole, _ show: (borrowing Part) -> Void)
  static func storage(_ whole: borrowing Whole.Storage, _ show: (borrowing Part.Storage) -> Void)
}

extension Lens {
  @inlinable public static var isSteppedAlone: Bool { false }
}
