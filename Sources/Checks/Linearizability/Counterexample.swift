/// Why a history is not linearizable: the operation that no order can place, and what to look at.
public struct Counterexample: Hashable, Sendable {
  /// The key whose operations fit no order.
  public let key: Int32
  /// The operation whose return makes the history wrong: all that returned before it fits some order,
  /// and with it nothing does.
  public let culprit: Operation
  /// The culprit and the operations on the key that explain it, in the order of invocation: those that
  /// overlap it, those that last returned and last wrote before it, and those that wrote what these saw.
  public let window: [Operation]
  /// How many operations of known outcome on the key returned before the culprit.
  public let prefixLength: Int
  /// The values that the key may hold after all that returned before the culprit, in every order that
  /// fits; empty where there were too many orders to go through.
  public let possibleValues: [Int64?]
  /// Whether no shorter prefix is wrong; false where the search for one ran out of steps.
  public let isShortest: Bool
}
