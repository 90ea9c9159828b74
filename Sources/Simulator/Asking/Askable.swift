/// What a client can be made to ask for now, besides what its load asks for by itself.
///
/// `declare` names each field once, with its place in the value. The same declaration describes the fields
/// to scenario files and tools, and reads them; so a request that a person makes is a plain value, `Fields`,
/// which a fault carries whatever the protocol.
public protocol Askable: Sendable {
  /// With every field at its default.
  init()

  /// Declares the fields, in the order in which they are described.
  mutating func declare(_ form: inout AskForm)

  /// What is wrong with it as a whole, or nil.
  ///
  /// - Parameter given: the fields that were said.
  func mistake(_ given: Fields) -> AskMistake?
}

extension Askable {
  public func mistake(_ given: Fields) -> AskMistake? { nil }

  /// Its fields, described.
  public static var fields: [AskField] {
    var form = AskForm(reading: nil)
    var value = Self()
    value.declare(&form)
    return form.fields
  }

  /// The value that fields stand for; nil if one is unknown, missing or out of its range, or if they
  /// make no sense together.
  public init?(_ fields: Fields) {
    self.init(unchecked: fields)
    if mistake(fields) != nil { return nil }
  }

  /// The value that fields stand for, whether or not they make sense together; nil if one is unknown,
  /// missing or out of its range.
  public init?(unchecked fields: Fields) {
    self.init()
    var form = AskForm(reading: fields)
    declare(&form)
    if !form.isRead { return nil }
  }
}

/// Clients that ask for nothing but what their load asks for.
public struct NoWish: Askable {
  /// Nothing.
  public init() {}
  public mutating func declare(_ form: inout AskForm) {}
}

/// What makes no sense in something that a client is made to ask for.
public struct AskMistake: Hashable, Sendable {
  /// The field that is wrong; nil for the whole.
  public let field: String?
  /// What is wrong.
  public let message: String
  /// What was meant.
  public let suggestion: String?

  /// A mistake in a field, or in the whole.
  public init(_ field: String?, _ message: String, _ suggestion: String? = nil) {
    self.field = field
    self.message = message
    self.suggestion = suggestion
  }
}
