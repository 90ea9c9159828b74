public import Simulator

extension Supervision {
  /// The tree and what holds for all of it; equal at all agents. Times are on the agent's own clock.
  public struct Settings: Hashable, Sendable {
    /// The processes.
    public var tree: Tree
    /// What becomes of references to ended incarnations.
    public var references: References
    /// When failed children are started again.
    public var backoff: Backoff
    /// The first pause of the delayed backoff.
    public var pause: Nanoseconds
    /// The longest pause; a child that has run for as long starts again with the first.
    public var longestPause: Nanoseconds
    /// Time after which an application that ended is started again; never if nil.
    public var reboot: Nanoseconds?
    /// The planted mistake, if any.
    public var mistake: Mistake?

    /// The settings of one run; the defaults are those of scenario files.
    ///
    /// - Precondition: times are positive.
    public init(
      tree: Tree = Tree(.brief), references: References = .renewed,
      backoff: Backoff = .immediate, pause: Nanoseconds = .second,
      longestPause: Nanoseconds = 30 * .second, reboot: Nanoseconds? = nil,
      mistake: Mistake? = nil
    ) {
      precondition(
        pause > 0 && longestPause > 0 && reboot ?? 1 > 0,
        "times must be positive: pause \(pause), longest \(longestPause), reboot \(reboot ?? 1)")
      self.tree = tree
      self.references = references
      self.backoff = backoff
      self.pause = pause
      self.longestPause = longestPause
      self.reboot = reboot
      self.mistake = mistake
    }
  }
}
