public import Simulator

extension Reputation {
  /// What outlives a crash: the ratings.
  public struct Storage: DurableStorage {
    /// The ratings that are durable.
    public private(set) var ratings = Ratings()
    /// Reports that count again, where a rule is broken.
    public private(set) var repeated: [Rating] = []

    /// An empty disk.
    public init() {}

    /// One record, which a crash keeps wholly or not at all.
    public enum Write: Fielded, Hashable, Sendable {
      /// A task's first rating, or one in the place of another.
      case rated(Rating)
      /// A report that counts again.
      case repeated(Rating)
    }

    public mutating func apply(_ write: Write) {
      switch write {
      case .rated(let rating):
        if let other = ratings[rating.rater, rating.number] {
          ratings.replace(other, by: rating)
        } else {
          ratings.insert(rating)
        }
      case .repeated(let rating): repeated.append(rating)
      }
    }

    /// A record's header and checksum take 16 bytes.
    public static func byteCount(_ write: Write) -> Int { 36 }
  }
}

extension Reputation.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("ratings", ratings)
    visitor.field("repeated", list: repeated)
  }
}

extension Reputation.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .rated(let rating):
      visitor.kind(0, "rated")
      rating.fields(into: &visitor)
    case .repeated(let rating):
      visitor.kind(1, "repeated")
      rating.fields(into: &visitor)
    }
  }
}
