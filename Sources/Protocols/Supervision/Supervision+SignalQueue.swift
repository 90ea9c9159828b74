import Simulator

extension Supervision {
  /// A supervisor's mailbox: first in, first out, but for the exits that it hears of out of turn.
  struct SignalQueue: Sendable {
    /// By a number that rises.
    private var signals = KeyedList<Int, Signal>()
    /// By child, the numbers of its exits among them.
    private var exits: [Int32: [Int]] = [:]
    private var nextNumber = 0

    var waiting: [Signal] { signals.items }

    mutating func append(_ signal: Signal) {
      if case .exited(let child, _, _) = signal { exits[child, default: []].append(nextNumber) }
      signals.append(signal, nextNumber)
      nextNumber += 1
    }

    mutating func popFirst() -> Signal? {
      guard let place = signals.firstPlace else { return nil }
      let signal = signals.remove(at: place)
      // What comes first of all is the first of its child's.
      if case .exited(let child, _, _) = signal {
        exits[child]?.removeFirst()
        if exits[child]?.isEmpty ?? false { exits[child] = nil }
      }
      return signal
    }

    mutating func removeExits(of child: Int32) {
      for number in exits.removeValue(forKey: child) ?? [] {
        if let place = signals.place(of: number) { signals.remove(at: place) }
      }
    }
  }
}

extension Supervision.SignalQueue: Hashable {
  static func == (left: Supervision.SignalQueue, right: Supervision.SignalQueue) -> Bool {
    left.signals == right.signals
  }

  func hash(into hasher: inout Hasher) { hasher.combine(signals) }
}
