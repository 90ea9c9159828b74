public import Simulator

/// What a trial gave on one rung of a search; the better of two is the lesser.
public struct TrialResult: Hashable, Comparable, Sendable {
  /// Number of the trial.
  public let trial: Int
  /// The rung that it was run on, from 0.
  public let rung: Int
  /// Its validation loss.
  public let loss: Fixed

  /// The result of a trial on a rung.
  public init(trial: Int, rung: Int, loss: Fixed) {
    self.trial = trial
    self.rung = rung
    self.loss = loss
  }

  /// By the loss, and of equals by the number of the trial.
  public static func < (left: TrialResult, right: TrialResult) -> Bool {
    (left.loss, left.trial, left.rung) < (right.loss, right.trial, right.rung)
  }
}

extension TrialResult: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("trial", trial)
    visitor.field("rung", rung)
    visitor.field("loss", loss)
  }
}
