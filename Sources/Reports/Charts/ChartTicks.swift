/// Round numbers to mark axes with.
enum ChartTicks {
  /// Some five steps of 1, 2 or 5 times a power of ten, around both ends.
  static func linear(_ low: Double, _ high: Double) -> [Double] {
    let rough = (high - low) / 5
    var unit = 1.0
    while unit > rough { unit /= 10 }
    while unit * 10 <= rough { unit *= 10 }
    let step = unit * (rough / unit > 5 ? 10 : rough / unit > 2 ? 5 : rough / unit > 1 ? 2 : 1)
    var ticks: [Double] = []
    let first = (low / step).rounded(.down)
    let count = Int(((high / step).rounded(.up) - first).rounded())
    for number in 0...Swift.max(1, Swift.min(count, 50)) {
      ticks.append((first + Double(number)) * step)
    }
    return ticks
  }

  /// The powers of ten, times 1, 2 or 5, around both ends.
  static func decades(_ low: Double, _ high: Double) -> (Double, Double) {
    var from = 1.0
    while from > low { from /= 10 }
    while from * 10 <= low { from *= 10 }
    for factor in [5.0, 2.0] where from * factor <= low {
      from *= factor
      break
    }
    var to = 1.0
    while to < high { to *= 10 }
    while to / 10 >= high { to /= 10 }
    for factor in [5.0, 2.0] where to / factor >= high {
      to /= factor
      break
    }
    return (from, to)
  }

  /// 1, 2 and 5 times the powers of ten; over many decades the powers alone.
  static func logarithmic(_ from: Double, _ to: Double) -> [Double] {
    let factors: [Double] = to / from > 3e3 ? [1] : [1, 2, 5]
    var unit = 1.0
    while unit > from { unit /= 10 }
    while unit * 10 <= from { unit *= 10 }
    var ticks: [Double] = []
    while unit <= to * 1.000001 {
      for factor in factors where unit * factor >= from * 0.999999 && unit * factor <= to * 1.000001
      {
        ticks.append(unit * factor)
      }
      unit *= 10
    }
    return ticks
  }

  /// A number without zeros behind its point: `0.05`, `12,000`.
  static func text(_ value: Double) -> String {
    if value == 0 { return "0" }
    let sign = value < 0 ? "-" : ""
    let size = value.magnitude
    if size >= 1e12 || size < 1e-5 {
      var (mantissa, exponent) = (size, 0)
      while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
      while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
      return "\(sign)\(text(mantissa))e\(exponent)"
    }
    let whole = size.rounded(.down)
    var digits: Int64 = 1
    var scale = 1.0
    // Three digits that count.
    while scale < 1e6, size * scale < 100,
      (size * scale - (size * scale).rounded()).magnitude > 1e-6
    {
      scale *= 10
      digits *= 10
    }
    let scaled = Int64((size * scale).rounded())
    let rest = scaled % digits
    if rest == 0 { return sign + CountText.grouped(scaled / digits) }
    var fraction = String(digits + rest)
    fraction.removeFirst()
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return sign + CountText.grouped(Int64(whole)) + "." + fraction
  }
}
