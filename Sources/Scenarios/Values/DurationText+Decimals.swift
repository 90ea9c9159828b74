public import Simulator

extension DurationText {
  /// Every nanosecond of it: `1.5s`, `12.345678ms`, `40us`, `0s`.
  public static func exact(_ span: Nanoseconds) -> String {
    if span < 0 { return "-" + exact(-span) }
    if span == 0 { return "0s" }
    for (unit, name) in [(Nanoseconds.second, "s"), (.millisecond, "ms"), (.microsecond, "us")]
    where span >= unit {
      return decimal(span, unit) + name
    }
    return "\(span)ns"
  }

  /// Three digits that count: `1.52 s`, `12.3 ms`.
  public static func rounded(_ span: Nanoseconds) -> String {
    if span < 0 { return "-" + rounded(-max(span, -.max)) }
    if span == 0 { return "0 s" }
    for (unit, name) in [(Nanoseconds.second, "s"), (.millisecond, "ms"), (.microsecond, "µs")]
    where span >= unit {
      var step = Nanoseconds(1)
      while span / step >= 1_000 { step *= 10 }
      let near = (span / step + (span % step + step / 2) / step) * step
      return decimal(near, unit) + " " + name
    }
    return "\(span) ns"
  }

  /// `value / unit` with all its decimals and no zeros behind them.
  public static func decimal(_ value: Int64, _ unit: Int64) -> String {
    var text = String(value / unit)
    var rest = value % unit
    if rest == 0 { return text }
    text += "."
    var place = unit / 10
    while rest > 0 {
      text += String(rest / place)
      rest %= place
      place /= 10
    }
    return text
  }
}
