extension Difference {
  /// By how much it moved at least, as a share of the larger mean: what of the difference its 95 % interval
  /// leaves. From 0 to 2.
  ///
  /// A large change that may be luck counts for less than one that is sure, and a sure one that is small for
  /// less than one that is large.
  public var leastShare: Double {
    let size = Swift.max(means.first.magnitude, means.second.magnitude)
    guard size > 0, let margin else { return 0 }
    return Swift.max(0, difference.magnitude - margin) / size
  }

  /// The same without regard to an interval: what too few runs show.
  public var share: Double {
    let size = Swift.max(means.first.magnitude, means.second.magnitude)
    return size > 0 ? difference.magnitude / size : 0
  }
}

extension Comparison {
  /// The differences that are called, those that moved most first.
  public var mostMoved: [Difference] {
    let called = called
    return Comparison.order(called.map { $0.leastShare }).map { called[$0] }
  }

  /// Where there are too few runs to call any: what is not the same, the largest change first.
  public var uncalled: [Difference] {
    let rest = differences.filter { !$0.isCalled && $0.verdict != .identical && $0.difference != 0 }
    return Comparison.order(rest.map { $0.share }).map { rest[$0] }
  }

  /// The places of numbers, the largest first, equal ones as they stand.
  static func order(_ numbers: [Double]) -> [Int] {
    numbers.indices.sorted {
      numbers[$0] == numbers[$1] ? $0 < $1 : numbers[$0] > numbers[$1]
    }
  }

  /// The least chance among those that were looked at, with all of them counted: that of any such difference
  /// if the systems do not differ. Nil if none was tested.
  public var leastChance: Double? { differences.compactMap { $0.chance }.min() }
}
