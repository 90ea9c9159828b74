public import Simulator

/// What is checked of agents that keep variables in step.
public enum SynchronisationCheck: String, Word {
  /// No agent applies an update before all that its origin had applied when it wrote it.
  case causality
  /// After quiet all agents that run hold the same values.
  case convergence
  /// What agents hold after quiet is what the policy makes of all writes that no other overwrote.
  case lostUpdate = "lost update"
  /// A number names one update for ever, across crashes.
  case uniqueDots = "unique dots"
  /// What is acknowledged as durable is on the disk, and there after the next start.
  case durableAcknowledgement = "durable acknowledgement"
  /// An update that its origin reports complete is applied everywhere except where the report says not.
  case honestCompletion = "honest completion"

  /// Whether it can be judged only of a run that was quiet for long enough at its end.
  public var needsQuiet: Bool { self == .convergence || self == .lostUpdate }
}
