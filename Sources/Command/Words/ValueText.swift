import Experiments
import Reports
import Scenarios
import Simulator

/// Values of scenarios as files write them.
enum ValueText {
  static func text(_ value: Value) -> String {
    switch value {
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .text(let value): value
    case .duration(let value): DurationText.exact(value)
    case .durationRange(let range): text(range)
    case .delay(let delay): text(delay)
    case .chance(let ratio): text(ratio)
    case .rate(let rate): text(rate)
    case .bandwidth(let bytes): "\(CountText.grouped(bytes)) bytes/s"
    case .factor(let thousandths): DurationText.decimal(thousandths, 1_000)
    case .partsPerMillion(let range):
      range.lowerBound == range.upperBound
        ? "\(range.lowerBound)ppm" : "\(range.lowerBound)ppm..\(range.upperBound)ppm"
    case .seeds(let seeds): seeds.text
    case .list(let items): "[" + items.map { text($0.value) }.joined(separator: ", ") + "]"
    case .object(let values): "{ \(text(values)) }"
    case .anything(let json): json.description
    }
  }

  /// What the file says itself, without defaults.
  static func text(_ values: Values) -> String {
    values.fields.filter { $0.isGiven }.map { "\($0.name) \(text($0.value))" }
      .joined(separator: ", ")
  }

  static func text(_ range: ClosedRange<Nanoseconds>) -> String {
    let low = DurationText.exact(range.lowerBound)
    return range.lowerBound == range.upperBound
      ? low : "\(low)..\(DurationText.exact(range.upperBound))"
  }

  /// A chance as near to what the file says as parts per million can be.
  static func text(_ ratio: Ratio) -> String {
    let share = Double(ratio.threshold) / Double(Ratio.always.threshold)
    return DurationText.decimal(Int64((share * 1e6).rounded()), 10_000) + "%"
  }

  /// `200/s`, `3/10s`.
  private static func text(_ rate: Rate) -> String {
    let span = DurationText.text(rate.span)
    return "\(rate.events)/"
      + (span.hasPrefix("1") && span.dropFirst().first?.isNumber == false
        ? String(span.dropFirst()) : span)
  }

  static func text(_ delay: Delay) -> String {
    func span(_ time: Nanoseconds) -> String { DurationText.exact(time) }
    func behind(_ offset: Nanoseconds) -> String { offset == 0 ? "" : " on top of \(span(offset))" }
    switch delay {
    case .constant(let time): return span(time)
    case .uniform(let low, let high): return "\(span(low))..\(span(high))"
    case .normal(let mean, let deviation): return "normal \(span(mean)) ± \(span(deviation))"
    case .truncatedNormal(let normal):
      let whole = "normal \(span(normal.mean)) ± \(span(normal.deviation))"
      return "\(whole), at least \(span(normal.minimum))"
    case .gamma(let gamma):
      let shape = DurationText.decimal(gamma.shapeThousandths, 1_000)
      return "gamma with shape \(shape), mean \(span(gamma.mean))\(behind(gamma.offset))"
    case .logNormal(let median, let sigma, let offset):
      let width = DurationText.decimal(sigma, 1_000_000)
      return "log-normal with median \(span(median)), sigma \(width)\(behind(offset))"
    case .exponential(let mean, let offset):
      return "exponential with mean \(span(mean))\(behind(offset))"
    case .pareto(let minimum, let alpha):
      let exponent = DurationText.decimal(alpha, 1_000)
      return "Pareto from \(span(minimum)), exponent \(exponent)"
    case .table(let values):
      return "drawn from \(CountText.counted(Int64(values.count), "measured value"))"
    }
  }
}
