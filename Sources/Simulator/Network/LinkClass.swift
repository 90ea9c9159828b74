/// How messages fare on a kind of link: one direction between two zones, or between clients and agents.
@frozen
public struct LinkClass: Hashable, Sendable {
  /// Time on the way, without the transmission time of `bytesPerSecond`.
  public var delay: Delay
  /// How messages are lost on the way, whatever faults do besides.
  public var loss: LossModel
  /// The chance that a message arrives twice, each copy with a delay of its own.
  public var duplication: Ratio
  /// The chance that a message arrives corrupted, which a checksum finds: it is dropped.
  public var corruption: Ratio
  /// Whether messages of one link arrive in the order sent; otherwise they overtake freely.
  public var isOrdered: Bool
  /// Bytes a second at which a sender puts a message on a link of this class, or 0 for no limit. Each
  /// sender sends one message after another, whatever their links: an agent has one uplink to agents and
  /// another to clients, and each client has its own.
  public var bytesPerSecond: Int64
  /// Whether messages of a link share a connection as of TCP: each arrives once and in the order sent, and what
  /// the link loses, or a cut stops, is sent again until it gets through or the connection gives up.
  public var isConnection = false
  /// When connections send again what was lost, and when they give up.
  public var retransmission = Retransmission()

  /// A link on which messages arrive at once, whole and once each, unless said otherwise.
  public init(
    delay: Delay = .constant(0), loss: LossModel = .independent(.never),
    duplication: Ratio = .never, corruption: Ratio = .never, isOrdered: Bool = false,
    bytesPerSecond: Int64 = 0
  ) {
    self.delay = delay
    self.loss = loss
    self.duplication = duplication
    self.corruption = corruption
    self.isOrdered = isOrdered
    self.bytesPerSecond = bytesPerSecond
  }
}

/// How a link loses messages.
@frozen
public enum LossModel: Hashable, Sendable {
  /// Each message alone.
  case independent(Ratio)
  /// In bursts: the two-state chain of Gilbert (1960) and Elliott (1963), moved once a message.
  case bursts(Bursts)

  /// The chances of the Gilbert–Elliott chain.
  @frozen
  public struct Bursts: Hashable, Sendable {
    /// From the good state to the bad one, a message.
    public var begin: Ratio
    /// From the bad state back, a message; its inverse is the mean length of a burst.
    public var end: Ratio
    /// Loss in the good state.
    public var lossInGood: Ratio
    /// Loss in the bad state.
    public var lossInBad: Ratio

    /// Bursts in which everything is lost, and between them nothing, unless said otherwise.
    public init(
      begin: Ratio, end: Ratio, lossInGood: Ratio = .never, lossInBad: Ratio = .always
    ) {
      self.begin = begin
      self.end = end
      self.lossInGood = lossInGood
      self.lossInBad = lossInBad
    }
  }
}
