import Simulator

extension Shape {
  /// The object form of a delay: one of these keys.
  static var delayKeys: [Key] {
    let offset = Key(
      "offset", .anyDuration, .standard("\"0s\""), about: "Added to every delay.")
    return [
      Key(
        "normal",
        .object([
          Key("mean", .anyDuration, .required, about: "The mean."),
          Key("deviation", .anyDuration, .required, about: "The standard deviation."),
        ]), about: "A normal distribution; what would be below 1ns is 1ns."),
      Key(
        "truncatedNormal",
        .object([
          Key("mean", .anyDuration, .required, about: "The mean before anything is cut off."),
          Key(
            "deviation", .positiveDuration, .required,
            about: "The standard deviation before anything is cut off."),
          Key(
            "minimum", .positiveDuration, .standard("\"1ns\""),
            about: "The least delay: what the normal distribution has below it is not drawn."),
        ]), about: "A normal distribution of which only what is not below a minimum is drawn."),
      Key(
        "gamma",
        .object([
          Key(
            "shape", .factor, .required, about: "The shape, from 0.05 to 1000; 1 is exponential."),
          Key("mean", .anyDuration, .required, about: "The mean, without the offset."), offset,
        ]), about: "A gamma distribution: such as the sum of several exponential delays."),
      Key(
        "logNormal",
        .object([
          Key("median", .anyDuration, .required, about: "The median."),
          Key(
            "sigma", .factor, .required, about: "Standard deviation of the logarithm, at most 10."),
          offset,
        ]), about: "A delay whose logarithm is normal."),
      Key(
        "exponential",
        .object([
          Key("mean", .anyDuration, .required, about: "The mean, without the offset."), offset,
        ]), about: "An exponential distribution."),
      Key(
        "pareto",
        .object([
          Key("minimum", .positiveDuration, .required, about: "The least delay."),
          Key("alpha", .factor, .required, about: "The exponent of the tail."),
        ]), about: "A Pareto distribution: rare delays that are very long."),
      Key(
        "table", .list(of: .anyDuration, count: 1...10_000),
        about: "Measured delays, each as likely as the others."),
    ]
  }

  /// The delay that the object form says; nil if none or several keys are given.
  static func delay(_ values: Values) -> Delay? {
    guard values.fields.count == 1, let field = values.fields.first else { return nil }
    if let list = field.value.list { return .table(list.compactMap { $0.value.duration }) }
    guard let object = field.value.object else { return nil }
    switch field.name {
    case "normal":
      return .normal(mean: object.duration("mean"), deviation: object.duration("deviation"))
    case "truncatedNormal":
      return .truncatedNormal(
        TruncatedNormal(
          mean: object.duration("mean"), deviation: object.duration("deviation"),
          minimum: object.duration("minimum")))
    case "gamma":
      return .gamma(
        GammaDelay(
          shapeThousandths: object.factor("shape"), mean: object.duration("mean"),
          offset: object.duration("offset")))
    case "logNormal":
      return .logNormal(
        median: object.duration("median"), sigmaMillionths: object.factor("sigma") * 1000,
        offset: object.duration("offset"))
    case "exponential":
      return .exponential(mean: object.duration("mean"), offset: object.duration("offset"))
    default:
      return .pareto(
        minimum: object.duration("minimum"), alphaThousandths: object.factor("alpha"))
    }
  }
}
