public import Simulator

/// Those of the electorate that vote at present: it changes by agreement, by one member at a time.
///
/// A change is a proposal like any other, on `Variable.electorate`: the log orders views, and a view's
/// number is the version of that variable. Members that are gone cannot block it, as long as three fifths of
/// the view before it accept.
@frozen
public struct ElectorateView: Hashable, Sendable {
  /// A bit for each place in the electorate of the settings.
  public let places: UInt64
  /// Number of changes that led to it.
  public let number: Int32

  /// A view, by the places that vote.
  @inlinable
  public init(number: Int32, places: UInt64) {
    self.number = number
    self.places = places
  }

  /// The view before any change.
  ///
  /// - Precondition: there are at most 64 members.
  static func all(_ members: Int) -> ElectorateView {
    precondition(members <= mostMembers, "\(members) members must be at most \(mostMembers)")
    return ElectorateView(number: 0, places: members == 64 ? .max : 1 << UInt64(members) - 1)
  }

  /// The largest electorate that has views.
  public static var mostMembers: Int { 64 }

  /// Number of members that vote.
  public var count: Int { places.nonzeroBitCount }

  /// Whether the member of this place votes.
  func includes(_ place: Int) -> Bool { places >> UInt64(place) & 1 == 1 }

  /// The places after one member has left or come back.
  func changed(at place: Int) -> UInt64 { places ^ 1 << UInt64(place) }

  /// The place by which other places differ from these, if it is one.
  func change(to next: UInt64) -> Int? {
    let change = places ^ next
    return change.nonzeroBitCount == 1 ? change.trailingZeroBitCount : nil
  }

  /// Size in a message or on disk.
  static var byteCount: Int { 12 }
}

extension ElectorateView: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("number", number)
    visitor.field("places", Int64(bitPattern: places))
  }
}
