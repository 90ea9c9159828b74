import Simulator
import Yardstick

/// The hold model: the earliest of the pending events leaves and is put back a random delay later.
///
/// The same on our queue as the yardstick on `std::priority_queue`: same random words, same payload, so
/// that with uniform delays both give the same checksum over all that they popped, which `bench` checks.
struct HoldModel<Delays: HoldDelays> {
  private var queue = EventQueue()
  private var random = Words()
  private let delays: Delays
  private var sequence: UInt64 = 0

  init(pending: UInt32, _ delays: Delays) {
    self.delays = delays
    for number in 0..<pending { push(now: 0, number) }
  }

  @inline(__always)
  private mutating func push(now: Nanoseconds, _ payload: UInt32) {
    let tag = UInt32(truncatingIfNeeded: sequence)
    queue.push(time: now &+ delays.delay(random.next()), tag: tag, index: payload)
    sequence &+= 1
  }

  /// Returns a checksum of the times and payloads popped.
  mutating func run(_ events: Int64) -> UInt64 {
    var checksum: UInt64 = 0
    for _ in 0..<events {
      guard let event = queue.popFirst(notAfter: .max) else { break }
      checksum = checksum &* 31 &+ (UInt64(bitPattern: event.time) ^ UInt64(event.index))
      push(now: event.time, event.index)
    }
    return checksum
  }

  static func measure(_ pending: UInt32, _ delays: Delays, _ size: Benchmark.Size) -> Sample {
    var model = HoldModel(pending: pending, delays)
    _ = model.run(size.warmup)
    let watch = Stopwatch()
    let checksum = model.run(size.events)
    return Sample(count: Double(size.events), nanoseconds: watch.nanoseconds, digest: checksum)
  }

  /// SplitMix64 from seed 1, as the yardstick draws.
  private struct Words {
    var state: UInt64 = 1

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      return RandomStream.mix(state)
    }
  }
}

/// The yardstick's own run of the hold model.
enum HoldYardstick {
  static func measure(pending: UInt32, _ size: Benchmark.Size) -> Sample {
    var nanoseconds: UInt64 = 0
    // The pointer is to a local and used during the call alone.
    let checksum = unsafe yardstick_hold(
      pending, UInt64(size.warmup), UInt64(size.events), &nanoseconds)
    return Sample(
      count: Double(size.events), nanoseconds: max(Int64(nanoseconds), 1), digest: checksum)
  }
}
