import Simulator

/// Computations that agents share out, each with a twin that does the same on one machine.
///
/// They are pure: what they give depends on their arguments alone, to the last bit, on every
/// machine.
public enum Learning {
  /// What a worker draws from in one round: the same in a cluster and in a twin.
  public static func seed(_ seed: UInt64, worker: Int, round: Int) -> UInt64 {
    RandomStream.mix(
      seed &+ RandomStream.mix((UInt64(round) &<< 32) &+ UInt64(worker) &+ 0x9E37_79B9_7F4A_7C15))
  }

  /// What is drawn; a number is part of every fingerprint of a training, so it never changes.
  enum Draw: UInt64 {
    case centres = 0
    case training = 1
    case validation = 2
    case pieces = 3
    case order = 4
    case participants = 5
    case trials = 6
    case walk = 7
  }

  /// The stream of a purpose, and of a number from 0 where the purpose has several.
  static func stream(_ seed: UInt64, _ draw: Draw, _ number: Int = 0) -> RandomStream {
    RandomStream(seed: seed, .data, (draw.rawValue << 32) &+ UInt64(number))
  }
}
