/// How links change while a fault lasts; what is nil stays as it is.
public struct LinkChange: Hashable, Sendable {
  /// Loss on top of the link's own.
  public var loss: Ratio?
  /// Duplication on top of the link's own.
  public var duplication: Ratio?
  /// Corruption on top of the link's own.
  public var corruption: Ratio?
  /// The link's own delay times this many thousandths.
  public var delayThousandths: Int64?
  /// Delay on top, drawn for each message: spread enough, it reorders.
  public var extraDelay: Delay?

  /// A change of what is given, and of nothing else.
  public init(
    loss: Ratio? = nil, duplication: Ratio? = nil, corruption: Ratio? = nil,
    delayThousandths: Int64? = nil, extraDelay: Delay? = nil
  ) {
    self.loss = loss
    self.duplication = duplication
    self.corruption = corruption
    self.delayThousandths = delayThousandths
    self.extraDelay = extraDelay
  }
}
