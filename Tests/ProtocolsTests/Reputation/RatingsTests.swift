import Simulator
import Testing

@testable import Protocols

/// The replicated set: its laws, and what two replicas tell each other.
struct RatingsTests {
  private static func random(_ stream: inout RandomStream) -> [Rating] {
    (0..<stream.within(0...12)).map { _ in
      Rating(
        rater: Int32(stream.within(0...2)), number: Int32(stream.within(1...4)),
        worker: Int32(stream.within(0...1)), score: Int32(stream.within(0...3)), epoch: 1)
    }
  }

  private static func set(_ ratings: [Rating]) -> Ratings {
    var set = Ratings()
    for rating in ratings { set.insert(rating) }
    return set
  }

  private static func join(_ left: Ratings, _ right: Ratings) -> Ratings {
    var joined = left
    joined.formJoin(right)
    return joined
  }

  @Test func `the join is commutative, associative and idempotent`() {
    for seed in 0..<(Effort.isFull ? 10_000 : 1_000) as Range<UInt64> {
      var stream = RandomStream(seed: seed, .test)
      let lists = (0..<3).map { _ in Self.random(&stream) }
      let (a, b, c) = (Self.set(lists[0]), Self.set(lists[1]), Self.set(lists[2]))
      #expect(Self.join(a, b) == Self.join(b, a), "seed \(seed)")
      #expect(Self.join(Self.join(a, b), c) == Self.join(a, Self.join(b, c)), "seed \(seed)")
      #expect(Self.join(a, a) == a, "seed \(seed)")
      var all = lists.flatMap { $0 }
      stream.shuffle(&all)
      #expect(Self.set(all) == Self.join(Self.join(a, b), c), "seed \(seed)")
    }
  }

  @Test func `the newest of a worker are those of a list that is sorted`() {
    for seed in 0..<200 as Range<UInt64> {
      var stream = RandomStream(seed: seed, .test)
      var set = Ratings()
      for _ in 0..<300 {
        set.insert(
          Rating(
            rater: Int32(stream.within(0...3)), number: Int32(stream.within(1...90)),
            worker: Int32(stream.within(0...1)), score: Int32(stream.within(0...9)),
            epoch: Int32(stream.within(1...3))))
      }
      for worker in 0...1 {
        let due = set.all.filter { $0.worker == worker }.sorted {
          ($0.epoch, $0.number, $0.rater) > ($1.epoch, $1.number, $1.rater)
        }
        #expect(set.newest[worker] == Array(due.prefix(100)), "seed \(seed)")
      }
      #expect(set.digest == set.all.reduce(0) { $0 &+ $1.word })
    }
  }

  @Test func `two replicas that tell each other what is missing hold the same soon`() {
    for seed in 0..<1_000 as Range<UInt64> {
      var stream = RandomStream(seed: seed, .test)
      var (left, right) = (Self.set(Self.random(&stream)), Self.set(Self.random(&stream)))
      let due = Self.join(left, right)
      for _ in 0..<20 where left != right {
        for rating in left.missing(from: right.summaries, limit: 2) { right.insert(rating) }
        for rating in right.missing(from: left.summaries, limit: 2) { left.insert(rating) }
      }
      #expect(left == due && right == due, "seed \(seed)")
    }
  }

  @Test func `of two ratings of one task the lower counts`() {
    let low = Rating(rater: 0, number: 1, worker: 0, score: 1, epoch: 1)
    var set = Ratings()
    let changes = [low.changed(to: 5), low, low.changed(to: 5), low].map { set.insert($0) }
    #expect(changes == [.added, .replaced, .none, .none])
    #expect(set[0, 1] == low && set[0, 2] == nil && set[4, 1] == nil && set.count == 1)
  }
}
