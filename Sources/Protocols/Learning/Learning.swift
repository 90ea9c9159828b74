import Simulator

/// Computations that agents share out, each with a twin that does the same on one machine.
///
/// They are pure: what they give depends on their arguments alone, to the last bit, on every machine.
public enum Learning {
  /// What a worker draws from in one round: the same in a cluster and in a twin.
  public static func seed(_ seed: UInt64, worker: Int, round: Int) -> UInt64 {
    RandomStream.mix(
      seed &+ RandomStream.mix((UInt64(round) &<< 32) &+ UInt64(worker) &+ 0x9E37_79B9_7F4A_7C15))
  }
}
