public import Simulator

/// The safety properties of caching, by name.
public enum CachingCheck: String, Word {
  /// No client reads what had been overwritten before it asked; in mode `expiry`, longer ago than the term.
  ///
  /// It rests on clocks that keep within the allowance: a scenario in which they do not expects the violation.
  case boundedStaleness = "bounded staleness"
  /// A write is acknowledged, and a value read, only when it is durable.
  case durableFirst = "durable first"
  /// A value that is durable was asked for by a client, and what is answered is what was written.
  case neverInvented = "never invented"
  /// No write takes effect twice.
  case writtenOnce = "written once"
  /// The server's disk counts the versions of a variable up one by one, over crashes too.
  ///
  /// It rests on a disk that keeps what is durable: amnesia of the server violates it.
  case monotoneVersions = "monotone versions"

  /// The names of all checks.
  public static var names: [String] { words }
}
