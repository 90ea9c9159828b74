import Foundation
import Protocols
import Simulator

// Times one machine twice, in alternating rounds: `Protocols.Relay`, compiled inside the package, and
// `Relay`, the very same file (a link) compiled into this module. Both step a world of their own, so
// the kernel's generic code is specialised here for the one and in `Protocols` for the other.

let rounds = 11
let events: Int64 = 2_000_000

func threadNanoseconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

/// Nanoseconds an event, and what tells that both did the same.
func timeInside() -> (Double, Digest) {
  var field = Protocols.Relay.field(agents: 5, ballsPerAgent: 10, seed: 1)
  Protocols.Relay.run(&field, events: events / 4)
  let begin = threadNanoseconds()
  Protocols.Relay.run(&field, events: events)
  return ((threadNanoseconds() - begin) / Double(events), field.digest)
}

func timeOutside() -> (Double, Digest) {
  var field = Relay.field(agents: 5, ballsPerAgent: 10, seed: 1)
  Relay.run(&field, events: events / 4)
  let begin = threadNanoseconds()
  Relay.run(&field, events: events)
  return ((threadNanoseconds() - begin) / Double(events), field.digest)
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func text(_ values: [Double]) -> String {
  let sorted = values.sorted()
  return String(format: "%.2f (%.2f..%.2f)", median(values), sorted[0], sorted[sorted.count - 1])
}

var inside: [Double] = []
var outside: [Double] = []
for round in 0..<rounds {
  let (first, second) =
    round % 2 == 0
    ? { (timeInside(), timeOutside()) }()
    : {
      let outside = timeOutside()
      return (timeInside(), outside)
    }()
  precondition(first.1 == second.1, "the same machine gave two digests")
  inside.append(first.0)
  outside.append(second.0)
}

let speeds = zip(inside, outside).map { $0 / $1 }
let isMet = median(speeds) >= 0.9
print("\(rounds) alternating rounds of \(events) messages, CPU time, median (least..most)")
print("inside   \(text(inside)) ns a message")
print("outside  \(text(outside)) ns a message")
print("speed outside / inside  \(text(speeds)), goal 0.90: \(isMet ? "met" : "missed")")
exit(isMet ? 0 : 1)
