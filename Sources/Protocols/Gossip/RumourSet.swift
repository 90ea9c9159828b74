public import Simulator

/// A set of rumours, as bits; walks in ascending order.
///
/// The first 64 rumours take no memory of their own, so that a hundred thousand agents with a few
/// rumours stay small.
@frozen
public struct RumourSet: Hashable, Sendable {
  /// The first 64 rumours.
  @usableFromInline var low: UInt64 = 0
  /// The others, 64 a word; the last word is not 0, so that equal sets have equal words.
  @usableFromInline var high: [UInt64] = []

  /// The empty set.
  @inlinable
  public init() {}

  /// The set of these rumours, in whatever order and however often they stand there.
  public init(_ rumours: [Rumour]) {
    for rumour in rumours { insert(rumour) }
  }

  /// Whether a rumour is a member.
  @inlinable
  public func contains(_ rumour: Rumour) -> Bool {
    let place = rumour.index
    if place < 64 { return low & (1 << UInt64(place)) != 0 }
    let word = (place >> 6) - 1
    return word < high.count && high[word] & (1 << UInt64(place & 63)) != 0
  }

  /// Makes a rumour a member; memory grows with the greatest number beyond 63.
  public mutating func insert(_ rumour: Rumour) {
    let place = rumour.index
    if place < 64 {
      low |= 1 << UInt64(place)
      return
    }
    let word = (place >> 6) - 1
    while high.count <= word { high.append(0) }
    high[word] |= 1 << UInt64(place & 63)
  }

  /// Takes a rumour out; nothing happens if it is no member.
  public mutating func remove(_ rumour: Rumour) {
    let place = rumour.index
    if place < 64 {
      low &= ~(1 << UInt64(place))
      return
    }
    let word = (place >> 6) - 1
    guard word < high.count else { return }
    high[word] &= ~(1 << UInt64(place & 63))
    trim()
  }

  private mutating func trim() {
    while high.last == 0 { high.removeLast() }
  }

  /// Takes in the members of another set.
  public mutating func formUnion(_ other: RumourSet) {
    low |= other.low
    while high.count < other.high.count { high.append(0) }
    for word in other.high.indices { high[word] |= other.high[word] }
  }

  /// The members that another set lacks.
  public func subtracting(_ other: RumourSet) -> RumourSet {
    var result = self
    result.low &= ~other.low
    for word in high.indices where word < other.high.count {
      result.high[word] &= ~other.high[word]
    }
    result.trim()
    return result
  }

  /// The members that another set has too.
  public func intersection(_ other: RumourSet) -> RumourSet {
    var result = self
    result.low &= other.low
    for word in high.indices {
      result.high[word] &= word < other.high.count ? other.high[word] : 0
    }
    result.trim()
    return result
  }

  /// Whether every member of another set is one of this.
  public func isSuperset(of other: RumourSet) -> Bool {
    if other.low & ~low != 0 || other.high.count > high.count { return false }
    return other.high.indices.allSatisfy { other.high[$0] & ~high[$0] == 0 }
  }
}

extension RumourSet: Collection {
  @inlinable public var startIndex: Int { place(from: 0) }
  @inlinable public var endIndex: Int { 64 * (high.count + 1) }
  @inlinable public var isEmpty: Bool { low == 0 && high.isEmpty }

  public var count: Int { high.reduce(low.nonzeroBitCount) { $0 + $1.nonzeroBitCount } }

  @inlinable
  public func index(after place: Int) -> Int { self.place(from: place + 1) }

  /// The member at a place, which is its number.
  @inlinable
  public subscript(place: Int) -> Rumour { Rumour(place) }

  /// The place of the first member that is not before another place.
  @inlinable
  func place(from start: Int) -> Int {
    if start >= endIndex { return endIndex }
    var word = start >> 6
    var bits = (word == 0 ? low : high[word - 1]) & (UInt64.max << UInt64(start & 63))
    while bits == 0 {
      word += 1
      if word > high.count { return endIndex }
      bits = high[word - 1]
    }
    return word * 64 + bits.trailingZeroBitCount
  }
}

extension RumourSet: Fielded {
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.list(self) }
}
