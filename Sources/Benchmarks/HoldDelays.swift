import Foundation
import Simulator

/// How far ahead of now the hold model puts an event back.
protocol HoldDelays: Sendable {
  func delay(_ word: UInt64) -> Nanoseconds
}

/// 1 to 2^20 nanoseconds, each as likely, as the yardstick draws.
struct UniformDelays: HoldDelays {
  func delay(_ word: UInt64) -> Nanoseconds { 1 &+ Nanoseconds(word >> 44) }
}

/// Exponential with a mean of 2^19 nanoseconds, from a table of 1024 quantiles.
struct ExponentialDelays: HoldDelays {
  private let quantiles: [Nanoseconds]

  init() {
    quantiles = (0..<1024).map { place in
      1 + Nanoseconds(-log((Double(place) + 0.5) / 1024) * Double(1 << 19))
    }
  }

  func delay(_ word: UInt64) -> Nanoseconds {
    quantiles[Int(truncatingIfNeeded: word >> 54)] &+ Nanoseconds(word & 255)
  }
}

/// A microsecond or a second, each as likely.
struct BimodalDelays: HoldDelays {
  func delay(_ word: UInt64) -> Nanoseconds {
    word >> 63 == 0 ? .microsecond : .second
  }
}

/// Always the same, so that all that is pending is due at one instant.
struct EqualDelays: HoldDelays {
  func delay(_ word: UInt64) -> Nanoseconds { 1 << 19 }
}
