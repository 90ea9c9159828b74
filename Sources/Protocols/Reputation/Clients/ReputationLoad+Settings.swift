public import Simulator

extension ReputationLoad {
  /// Who rates, and who lies.
  public struct Settings: Hashable, Sendable {
    /// Number of raters.
    public var raters = 12
    /// Number of agents.
    public var agents = 1
    /// Time between two tasks of a rater; nil for none.
    public var interval: Delay?
    /// When raters start.
    public var start: Nanoseconds = 0
    /// No task ends at this time or later.
    public var stop = Nanoseconds.never
    /// Share of the requests that ask for a score.
    public var asks = Ratio(1, outOf: 5)
    /// How far an honest rating is from the truth at most, in thousandths.
    public var noise: Int32 = 80
    /// Number of raters that lie, the first ones.
    public var liars = 0
    /// How they do.
    public var lies = Lie.slander
    /// Share of a liar's tasks that it rates a second time, otherwise.
    public var seconds = Ratio.never
    /// How long a rater waits for an answer before it reports again.
    public var patience = Nanoseconds.second

    /// Raters that do nothing.
    public init() {}
  }

  /// How a liar rates.
  public enum Lie: String, Word {
    /// Everybody did badly.
    case slander
    /// Everybody did well.
    case praise
    /// Every fourth worker did well, and all others badly.
    case collusion
  }
}
