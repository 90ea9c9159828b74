/// A value that a section of a scenario sets.
///
/// `declare` names each setting once, with its place in the value. Its shape follows from the type, its
/// default is what the value holds beforehand; the same declaration describes the section, for validation,
/// schema and documentation, and reads it.
public protocol Configurable: Sendable {
  /// With every setting at its default.
  init()

  /// Declares the settings, in the order in which they are described.
  mutating func declare(_ section: inout Section)

  /// Mistakes that are in no single setting; called when all have been read.
  func review(_ section: inout Section)
}

extension Configurable {
  public func review(_ section: inout Section) {}

  /// The keys of its section.
  public static var keys: [Key] {
    var section = Section()
    var value = Self()
    value.declare(&section)
    return section.keys
  }

  /// The value that a section of a scenario gives.
  public init(_ values: Values) {
    self.init()
    var section = Section(reading: values, within: nil)
    declare(&section)
  }

  /// What is wrong with a section of a scenario, besides the shapes of its values.
  ///
  /// - Parameter values: the section's, which the scenario holds.
  public static func diagnostics(_ values: Values, of scenario: Scenario) -> [Diagnostic] {
    var section = Section(reading: values, within: scenario)
    var value = Self()
    value.declare(&section)
    value.review(&section)
    return section.diagnostics
  }
}
