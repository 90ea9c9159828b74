public import Simulator

/// An enumeration that scenario files write as words: those of its cases, and no others.
public protocol Worded: CaseIterable, Hashable, Sendable {
  /// How files spell the case.
  var name: String { get }
}

extension Worded {
  /// The words of all cases, in their order.
  public static var words: [String] { allCases.map { $0.name } }

  /// The case of a word, or nil if no case has it.
  public init?(word: String) {
    guard let found = Self.allCases.first(where: { $0.name == word }) else { return nil }
    self = found
  }
}

extension Worded where Self: RawRepresentable, RawValue == String {
  public var name: String { rawValue }
}

extension Shape {
  /// One of the words of an enumeration.
  public static func word<Case: Worded>(of cases: Case.Type) -> Shape { .word(cases.words) }
}

extension Values {
  /// The case that a key names, given or by default; nil if the key has no value.
  public func word<Case: Worded>(_ name: String, of cases: Case.Type) -> Case? {
    self[name]?.text.flatMap { Case(word: $0) }
  }
}

extension FaultAction.InFlight: Worded {}
extension FaultAction.DiskLoss: Worded {}
