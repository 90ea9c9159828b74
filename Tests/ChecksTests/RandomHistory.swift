import Simulator

@testable import Checks

/// Histories of a register that works, with clients that now and then misreport or give up.
struct RandomHistory {
  var random: RandomStream
  var operations = 7
  var clients: UInt64 = 3
  var values: UInt64 = 3
  var distinctValues = false
  /// One answer in so many is another than the register gave; 0 for none.
  var liesOneIn: UInt64 = 0
  /// One operation in so many has an unknown outcome; 0 for none.
  var unknownOneIn: UInt64 = 0
  var maximumOpen = 3
  var register: Int64?

  init(seed: UInt64) { random = RandomStream(seed: seed, .test) }

  private struct Open {
    let id: OperationID
    let action: Operation.Action
    var answer: Operation.Outcome?
  }

  mutating func make() throws -> History {
    var history = History()
    var open: [Open] = []
    var (invoked, time): (Int, Int64) = (0, 0)
    while invoked < operations || !open.isEmpty {
      time += 1_000
      let draw = random.below(3)
      if invoked < operations && (open.isEmpty || (draw == 0 && open.count < maximumOpen)) {
        let action = self.action(invoked)
        let id = try history.invoke(
          client: Int32(random.below(clients)), key: 0, action, at: time)
        open.append(Open(id: id, action: action, answer: nil))
        invoked += 1
        continue
      }
      let index = Int(random.below(UInt64(open.count)))
      if open[index].answer == nil {
        open[index].answer = take(open[index].action)
      } else if draw > 0 {
        let done = open.remove(at: index)
        try history.complete(done.id, report(done), at: time)
      }
    }
    return history
  }

  private mutating func action(_ number: Int) -> Operation.Action {
    let new = distinctValues ? Int64(number + 1) : Int64(random.below(values))
    switch random.below(4) {
    case 0, 1: return .read
    case 2: return .write(new)
    default:
      let old: Int64? = random.below(3) == 0 ? register : Int64(random.below(values))
      return .compareAndSet(expected: old, new: new)
    }
  }

  private mutating func take(_ action: Operation.Action) -> Operation.Outcome {
    switch action {
    case .read: return .value(register)
    case .write(let new):
      register = new
      return .ok
    case .compareAndSet(let old, let new):
      guard old == register else { return .mismatch }
      register = new
      return .ok
    }
  }

  private mutating func report(_ open: Open) -> Operation.Outcome {
    if unknownOneIn > 0 && random.below(unknownOneIn) == 0 { return .unknown }
    guard liesOneIn > 0 && random.below(liesOneIn) == 0 else { return open.answer! }
    switch open.action {
    case .read: return .value(random.below(4) == 0 ? nil : Int64(random.below(values)))
    case .write: return .ok
    case .compareAndSet: return open.answer == .ok ? .mismatch : .ok
    }
  }
}
