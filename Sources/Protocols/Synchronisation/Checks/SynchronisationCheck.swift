/// What must never happen among agents that keep variables in step, by name.
public enum SynchronisationCheck: Int, CaseIterable, Sendable {
  /// No agent applies an update before all that its origin had applied when it wrote it.
  case causality
  /// After quiet all agents that run hold the same values.
  case convergence
  /// What agents hold after quiet is what the policy makes of all writes that nobody overwrote.
  case lostUpdate
  /// A number names one update for ever, across crashes.
  case uniqueDots
  /// What is acknowledged as durable is on the disk, and there after the next start.
  case durableAcknowledgement
  /// An update that its origin reports complete is applied everywhere, but where the report says not.
  case honestCompletion

  public var name: String {
    switch self {
    case .causality: "causality"
    case .convergence: "convergence"
    case .lostUpdate: "lost update"
    case .uniqueDots: "unique dots"
    case .durableAcknowledgement: "durable acknowledgement"
    case .honestCompletion: "honest completion"
    }
  }

  /// The names of all checks.
  public static var names: [String] { allCases.map { $0.name } }
}
