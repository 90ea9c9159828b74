import Simulator

/// The evaluators that the brief names: learning rate, batch size, model architecture, and any other.
enum Evaluators {
  static func vote(on proposal: Proposal, _ context: Opinion.Context) -> Vote {
    switch proposal.variable {
    case Variable.learningRate: learningRate(proposal.value, context)
    case Variable.batchSize: batchSize(proposal.value, context)
    case Variable.modelArchitecture: architecture(proposal.value, context)
    default:
      context.acceptsUnknown
        ? Vote(.accept, confidence: 500, .noConcerns)
        : Vote(.abstain, confidence: 500, .unknownVariable)
    }
  }

  /// Accepts within a factor of ten of the current rate, the surer the nearer; 0.001 before any.
  private static func learningRate(_ value: Int64, _ context: Opinion.Context) -> Vote {
    guard (1...1_000_000).contains(value) else {
      return Vote(.reject, confidence: 1000, .invalidValue)
    }
    let current = (1...1_000_000).contains(context.current) ? context.current : 1000
    let larger = max(value, current)
    let smaller = min(value, current)
    if larger > 10 * smaller { return Vote(.reject, confidence: 800, .farFromCurrent) }
    return Vote(.accept, confidence: Int32(1000 * smaller / larger), .nearCurrent)
  }

  /// Accepts a power of two up to eight for each thousandth of the agent's resources.
  private static func batchSize(_ value: Int64, _ context: Opinion.Context) -> Vote {
    guard value > 0, value & (value - 1) == 0 else {
      return Vote(.reject, confidence: 1000, .invalidValue)
    }
    let room = 8 * Int64(context.scores.resources)
    return value <= room
      ? Vote(.accept, confidence: 900, .fitsResources)
      : Vote(.reject, confidence: 900, .exceedsResources)
  }

  /// Accepts what a hundred thousandths of specialisation for each number allow; else no opinion.
  private static func architecture(_ value: Int64, _ context: Opinion.Context) -> Vote {
    if value < 0 { return Vote(.reject, confidence: 1000, .invalidValue) }
    return value <= Int64(context.scores.specialisation) / 100
      ? Vote(.accept, confidence: 700, .knownArchitecture)
      : Vote(.abstain, confidence: 300, .unknownArchitecture)
  }
}
