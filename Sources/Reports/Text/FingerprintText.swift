import Simulator

/// Fingerprints as pages print them.
enum FingerprintText {
  /// With the revision of the engine, which they hold for: `0e84321b3e4bae46 (engine 1)`.
  static func text(_ fingerprint: Digest, engine: Int = Engine.revision) -> String {
    "\(fingerprint.text) (engine \(engine))"
  }
}
