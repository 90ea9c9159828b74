public import Simulator

/// What a team has computed after some rounds: all that the next round goes on from.
///
/// Its digest stands for it in messages, proposals and records.
public struct Snapshot: Hashable, Sendable {
  /// Number of rounds behind it.
  public let round: Int32
  /// The job's values, in an order that the job knows.
  public let values: [Int64]
  /// Tells snapshots apart: taken from the round and the values.
  public let digest: Int64

  /// What a job has after this number of rounds.
  public init(round: Int32, values: [Int64]) {
    self.round = round
    self.values = values
    digest = Snapshot.digest(round, values)
  }

  private static func digest(_ round: Int32, _ values: [Int64]) -> Int64 {
    var digest = Digest()
    digest.feed(Int64(round))
    for value in values { digest.feed(value) }
    return Int64(bitPattern: digest.value)
  }

  /// Size in a message or on disk.
  var byteCount: Int { 16 + 8 * values.count }

  /// `r3:1f0c…`: the round and its digest, as messages of checks write them.
  var text: String { "r\(round):\(Snapshot.text(of: digest))" }

  static func text(of digest: Int64) -> String {
    String(UInt64(bitPattern: digest), radix: 16)
  }
}

extension Snapshot: Fielded {
  /// The digest stands for the values.
  @inlinable
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("round", round)
    visitor.field("digest", digest)
  }
}
