public import Simulator

/// With which chance agents explore in an episode, from a first chance to a last.
public struct ExplorationSchedule: Hashable, Sendable {
  /// How the chance falls.
  public enum Form: String, Word {
    /// By equal steps, until the last chance is reached after `span` episodes.
    case linear
    /// By half in every `span` episodes, and not below the last chance.
    case exponential
  }

  /// How the chance falls.
  public var form: Form
  /// The chance in the first episode.
  public var first: Ratio
  /// The chance at the end.
  public var last: Ratio
  /// A number of episodes, by the form.
  public var span: Int

  /// A schedule; by default everything is tried at first and nothing at the end.
  ///
  /// - Precondition: `span` is in `1...10^9`.
  public init(
    form: Form = .linear, first: Ratio = .always, last: Ratio = .never, span: Int = 100
  ) {
    precondition((1...1_000_000_000).contains(span), "a span of \(span) episodes")
    self.form = form
    self.first = first
    self.last = last
    self.span = span
  }

  /// The chance to explore in an episode, which counts from 0.
  public func epsilon(in episode: Int) -> Ratio {
    switch form {
    case .linear: return linear(max(0, min(episode, span)))
    case .exponential: return exponential(max(0, episode))
    }
  }

  private func linear(_ episode: Int) -> Ratio {
    let (from, to) = (Int64(first.threshold >> 1), Int64(last.threshold >> 1))
    if episode == 0 { return first }
    if episode == span { return last }
    // A quotient and a remainder, so that the product stays within the word.
    let (whole, rest) = (to - from).quotientAndRemainder(dividingBy: Int64(span))
    let (step, part) = (Int64(episode), Int64(span))
    return Ratio(threshold: UInt64(from + whole * step + rest * step / part) << 1)
  }

  private func exponential(_ episode: Int) -> Ratio {
    let (halvings, rest) = episode.quotientAndRemainder(dividingBy: span)
    if halvings > 62 { return last }
    let whole = first.threshold >> UInt64(halvings)
    if rest == 0 { return Ratio(threshold: max(last.threshold, whole)) }
    // One bit less, so that it fits a signed word.
    let dividend = (UInt64(rest) >> 16, UInt64(rest) << 48)
    let power = Int64(UInt64(span).dividingFullWidth(dividend).quotient)
    let part = FixedPoint.scale(Int64(whole >> 1), byPowerOfTwo: -power)
    return Ratio(threshold: max(last.threshold, min(first.threshold, UInt64(part) << 1)))
  }
}
