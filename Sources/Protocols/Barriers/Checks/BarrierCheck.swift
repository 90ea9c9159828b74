/// What must never happen at barriers, by name.
public enum BarrierCheck: Int, CaseIterable, Sendable {
  /// Nobody is released from a generation before as many different members as it requires arrived.
  case earlyRelease
  /// Nobody is released from one generation by the arrivals of another.
  case crossGeneration
  /// Who waits for a generation gets one outcome, and everybody the same.
  case oneOutcome
  /// No generation times out before its deadline.
  case earlyTimeout
  /// An arrival or outcome leaves its agent only when it is durable.
  case durableBeforeSent

  public var name: String {
    switch self {
    case .earlyRelease: "early release"
    case .crossGeneration: "cross-generation release"
    case .oneOutcome: "one outcome"
    case .earlyTimeout: "early timeout"
    case .durableBeforeSent: "durable before sent"
    }
  }

  /// The names of all checks.
  public static var names: [String] { allCases.map { $0.name } }
}
