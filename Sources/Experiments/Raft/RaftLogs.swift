import Protocols

/// What logs of one cluster cannot differ in.
enum RaftLogs {
  /// The places, from 0, at which two logs begin the same term behind different entries; nil if the logs may
  /// be of one cluster (Raft paper, figure 3, log matching).
  ///
  /// - Precondition: the terms of each log do not fall.
  static func contradiction(
    _ one: [Raft.Term], _ other: [Raft.Term]
  ) -> (one: Int, other: Int)? {
    var (first, second) = (0, 0)
    // The entries of a term are one run, so two logs that share a term share all before its first entry.
    while first < one.count, second < other.count {
      if one[first] == other[second] {
        if first != second || one[..<first] != other[..<second] { return (first, second) }
        let term = one[first]
        while first < one.count, one[first] == term { first += 1 }
        while second < other.count, other[second] == term { second += 1 }
      } else if one[first] < other[second] {
        first += 1
      } else {
        second += 1
      }
    }
    return nil
  }
}
