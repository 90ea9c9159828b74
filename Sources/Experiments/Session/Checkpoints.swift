import Simulator

/// The checkpoints of a run: copies of its world, from which any event before is reached again.
///
/// At most 64 are kept; when there are more, every other one goes, and those to come stand twice as far
/// apart. So memory is bounded, and going back runs again a small part of the events.
struct Checkpoints<World> {
  private var kept: [(event: Int64, world: World)]
  /// Events from one checkpoint to the next.
  private var interval: Int64 = 256

  private static var limit: Int { 64 }

  /// The world before anything has happened.
  init(_ world: World) { kept = [(-1, world)] }

  /// Events until the next checkpoint is due.
  func eventsToCheckpoint(from event: Int64) -> Int64 {
    let last = kept.last?.event ?? 0
    return max(1, max(last, 0) + interval - event)
  }

  /// Keeps a copy if one is due.
  mutating func keep(_ world: World, event: Int64) {
    guard let last = kept.last, event - max(last.event, 0) >= interval else { return }
    kept.append((event, world))
    guard kept.count > Checkpoints.limit else { return }
    interval *= 2
    kept = kept.indices.filter { $0 % 2 == 0 }.map { kept[$0] }
  }

  /// The last world kept in which no event after this one has happened; later ones are forgotten.
  mutating func restore(before event: Int64) -> World {
    while kept.count > 1, kept[kept.count - 1].event > event {
      kept.removeLast()
    }
    return kept[kept.count - 1].world
  }
}
