public import Simulator

/// One agent's answer to a proposal.
@frozen
public struct Vote: Fielded, Hashable, Sendable {
  /// What it says.
  @frozen
  public enum Choice: Int32, Word {
    case accept = 0
    case reject = 1
    case abstain = 2

    @inlinable
    public var word: String {
      switch self {
      case .accept: "accept"
      case .reject: "reject"
      case .abstain: "abstain"
      }
    }

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.kind(Int(rawValue), word)
    }
  }

  /// Why, as a tag.
  @frozen
  public enum Rationale: Int32, Fielded, Hashable, Sendable {
    case noConcerns = 0
    case nearCurrent = 1
    case farFromCurrent = 2
    case invalidValue = 3
    case fitsResources = 4
    case exceedsResources = 5
    case knownArchitecture = 6
    case unknownArchitecture = 7
    case unknownVariable = 8
    case preferred = 9
    case disliked = 10
    case drawn = 11
    case told = 12
    case heard = 13

    @inlinable
    public func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.kind(Int(rawValue), name)
    }
  }

  /// What it says.
  public let choice: Choice
  /// In thousandths, `0...1000`; counts only where votes are weighted.
  public let confidence: Int32
  /// Why.
  public let rationale: Rationale

  /// A vote; confidence beyond its bounds is taken for the nearer bound.
  @inlinable
  public init(_ choice: Choice, confidence: Int32, _ rationale: Rationale) {
    self.choice = choice
    self.confidence = min(max(confidence, 0), 1000)
    self.rationale = rationale
  }

  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.kind(Int(choice.rawValue), choice.word, "confidence", confidence)
    visitor.field("rationale", rationale)
  }
}

extension Vote.Rationale {
  /// The reason in words.
  @inlinable public var name: String {
    switch self {
    case .noConcerns: "no specific concerns"
    case .nearCurrent: "near the current value"
    case .farFromCurrent: "far from the current value"
    case .invalidValue: "invalid value"
    case .fitsResources: "fits the resources"
    case .exceedsResources: "exceeds the resources"
    case .knownArchitecture: "within the specialisation"
    case .unknownArchitecture: "beyond the specialisation"
    case .unknownVariable: "unknown variable"
    case .preferred: "near the preference"
    case .disliked: "far from the preference"
    case .drawn: "drawn"
    case .told: "told"
    case .heard: "heard of lately"
    }
  }
}
