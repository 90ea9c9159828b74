/// What a search minimises: the validation loss of a model that was trained as a trial says.
public struct TrialObjective: Hashable, Sendable {
  /// The samples that models are trained on.
  public let training: DataSet
  /// The samples that they are judged by.
  public let validation: DataSet
  /// What the orders of samples are drawn from, the same for all trials.
  public let seed: UInt64

  /// An objective over samples.
  public init(training: DataSet, validation: DataSet, seed: UInt64 = 1) {
    self.training = training
    self.validation = validation
    self.seed = seed
  }

  /// An objective over the samples of a source.
  public init(_ blobs: DataSet.Blobs) {
    self.init(training: blobs.training, validation: blobs.validation, seed: blobs.seed)
  }

  /// The model of a trial after epochs of training.
  public func model(of trial: Trial, epochs: Int) -> LinearModel {
    var model = LinearModel(for: training)
    model.train(
      epochs: epochs, batch: trial.batch, rate: trial.rate, penalty: trial.penalty, on: training,
      seed: seed)
    return model
  }

  /// The validation loss of a trial after epochs of training, without the penalty.
  public func loss(of trial: Trial, epochs: Int) -> Fixed {
    model(of: trial, epochs: epochs).loss(on: validation)
  }
}
