public import Simulator

/// What a store promises, by name.
///
/// All but the last rest on quorums of which any two meet, and on disks that keep what is durable.
public enum StoreCheck: String, Word {
  /// A write that was acknowledged is returned by every later read, until another is asked for that knew it.
  ///
  /// Where the last write wins, of two writes that did not know one another one is lost by design: that is a measure.
  case noLostUpdate = "no lost update"
  /// No read returns what an acknowledged write had overwritten, knowing it, before the read was asked for.
  ///
  /// Not promised by `object vector`, which keeps false siblings: those are a measure.
  case noOldValue = "no old value"
  /// What a read returns was written, to that key.
  case neverInvented = "never invented"

  /// The names of all checks.
  public static var names: [String] { words }
}
