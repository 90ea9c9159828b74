public import Simulator

/// A look at a part of a machine that has no clients: no request, reply or client's note is the part's.
public protocol ClientlessLens: NamedLens {}

extension ClientlessLens {
  public static func request(_ request: Whole.Request) -> Part.Request? { nil }
  public static func reply(_ reply: Whole.Reply) -> Part.Reply? { nil }
  public static func clientNote(_ note: WholeNote) -> PartNote? { nil }
}
