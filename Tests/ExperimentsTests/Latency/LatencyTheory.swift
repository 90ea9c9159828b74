import Foundation

/// What theory says of latencies on links that take 1 ms to 5 ms, evenly: times in milliseconds.
enum LatencyTheory {
  struct Summary {
    var mean = 0.0
    var p50 = 0.0
    var p99 = 0.0
  }

  /// The chance that a message there and its answer back take no longer: a sum of two even delays.
  static func roundTrip(_ time: Double) -> Double {
    let beyond = time - 2
    if beyond <= 0 { return 0 }
    if beyond >= 8 { return 1 }
    return beyond <= 4 ? beyond * beyond / 32 : 1 - (8 - beyond) * (8 - beyond) / 32
  }

  /// The time until `needed` of `count` independent answers are there, each distributed as given.
  static func answers(
    _ needed: Int, of count: Int, step: Double = 0.02, from start: Double = 0,
    _ distribution: (Double) -> Double
  ) -> Summary {
    var summary = Summary(mean: start)
    var time = 0.0
    var missing = 1.0
    while missing > 1e-9, time < 60_000 {
      // The middle of the step stands for it.
      missing = 1 - atLeast(needed, of: count, distribution(time + step / 2))
      if missing > 0.5 { summary.p50 = start + time + step }
      if missing > 0.01 { summary.p99 = start + time + step }
      summary.mean += missing * step
      time += step
    }
    return summary
  }

  /// The chance that at least so many of `count` independent things of one chance happen.
  static func atLeast(_ needed: Int, of count: Int, _ chance: Double) -> Double {
    if chance <= 0 { return needed == 0 ? 1 : 0 }
    if chance >= 1 { return 1 }
    var below = 0.0
    var logarithm = Double(count) * log(1 - chance)
    for happened in 0..<needed {
      below += exp(logarithm)
      logarithm += log(Double(count - happened) / Double(happened + 1) * chance / (1 - chance))
    }
    return max(0, 1 - below)
  }

  /// When a proposer asks those that have not answered: at once, and after waits that double.
  static let askTimes: [Double] = {
    var times = [0.0]
    var wait = 100.0
    while times[times.count - 1] < 30_000 {
      times.append(times[times.count - 1] + wait)
      wait = min(2 * wait, 10_000)
    }
    return times
  }()

  /// The answer of one member, where so large a share of messages is lost: the first round trip that
  /// is whole.
  static func answer(_ time: Double, loss: Double) -> Double {
    let whole = (1 - loss) * (1 - loss)
    var sum = 0.0
    var reached = 1.0
    for asked in askTimes where asked < time {
      sum += reached * whole * roundTrip(time - asked)
      reached *= 1 - whole
    }
    return sum
  }

  /// How often a proposer asks, all members together, until `needed` of `count` have answered.
  static func asks(_ needed: Int, of count: Int, loss: Double) -> Double {
    let whole = (1 - loss) * (1 - loss)
    var sum = Double(count)
    for attempt in 1..<askTimes.count {
      let answered = 1 - pow(1 - whole, Double(attempt))
      // Who has not answered is asked again, if too few have.
      for have in 0..<needed {
        let chance = atLeast(have, of: count, answered) - atLeast(have + 1, of: count, answered)
        sum += chance * Double(count - have)
      }
    }
    return sum
  }

  /// The acknowledgement of one follower, by quarters of a millisecond: at once; or else, after a
  /// heartbeat that is answered, 50 ms or a multiple after the entry, it is sent again.
  static func acknowledgement(loss: Double) -> (Double) -> Double {
    let whole = (1 - loss) * (1 - loss)
    let trip = (0..<40).map { roundTrip(Double($0 + 1) / 4) - roundTrip(Double($0) / 4) }
    let length = 40_000
    var density = Array(repeating: 0.0, count: length)
    // The density of a heartbeat's round trip and the acknowledgement after it.
    var repeated = Array(repeating: 0.0, count: length)
    var cumulated = Array(repeating: 0.0, count: length)
    for place in 0..<length {
      var chance = place < trip.count ? whole * trip[place] : 0
      var weight = (1 - whole) * whole
      var beat = 200
      while beat <= place, weight > 1e-12 {
        chance += weight * repeated[place - beat]
        weight *= 1 - whole
        beat += 200
      }
      density[place] = chance
      for (delay, share) in trip.enumerated() where delay <= place && share > 0 {
        repeated[place] += share * density[place - delay]
      }
      cumulated[place] = (place > 0 ? cumulated[place - 1] : 0) + chance
    }
    let table = cumulated
    return { time in
      let place = Int(time * 4)
      if place + 1 >= table.count { return 1 }
      let before = place > 0 ? table[place - 1] : 0
      return before + (time * 4 - Double(place)) * (table[place] - before)
    }
  }
}
