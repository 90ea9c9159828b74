import Scenarios
import Simulator

/// The values of a setting as numbers along an axis, if they are any.
struct SettingScale {
  /// As the file has them.
  let values: [String]
  /// Of durations the unit that they are shown in; empty for plain numbers and categories.
  let unit: String
  /// By value; nil of categories.
  private let numbers: [Double]?
  private let divisor: Double

  var isNumeric: Bool { numbers != nil }

  init(_ values: [String]) {
    self.values = values
    let plain = values.compactMap { SettingScale.number($0) }
    let times = values.compactMap { DurationText.time($0) }
    if plain.count == values.count {
      (numbers, unit, divisor) = (plain, "", 1)
    } else if times.count == values.count {
      let scale = UnitScale(.duration, most: Double(times.max() ?? 0))
      (unit, divisor) = (scale.name, scale.divisor)
      numbers = times.map { Double($0) / scale.divisor }
    } else {
      (numbers, unit, divisor) = (nil, "", 1)
    }
  }

  /// Where a value lies.
  func position(_ value: String) -> Double {
    let index = values.firstIndex(of: value) ?? 0
    return numbers?[index] ?? Double(index)
  }

  /// Where a value lies that need not have been run; nil for one that the axis does not have.
  func position(ofAny value: String) -> Double? {
    if values.contains(value) { return position(value) }
    guard isNumeric else { return nil }
    if unit.isEmpty { return SettingScale.number(value) }
    return DurationText.time(value).map { Double($0) / divisor }
  }

  /// The axis with every value marked, wide enough for other positions as well.
  func axis(_ path: String, showing others: [Double]) -> ChartAxis {
    guard let numbers else { return ChartAxis(path, categories: values) }
    let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 0)
    return ChartAxis(
      unit.isEmpty ? path : "\(path) (\(unit))", values: numbers + others, startsAtZero: false,
      marks: numbers.sorted(), isLogarithmic: low > 0 && high / low >= 10)
  }

  /// A decimal number, or a percentage.
  static func number(_ text: String) -> Double? {
    var bytes = Array(text.utf8)
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { bytes.removeFirst() }
    if bytes.last == UInt8(ascii: "%") { bytes.removeLast() }
    var (value, scale, hasDigit) = (0.0, 0.0, false)
    for byte in bytes {
      if byte == UInt8(ascii: "."), scale == 0 {
        scale = 1
      } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        value = value * 10 + Double(byte - UInt8(ascii: "0"))
        scale *= 10
        hasDigit = true
      } else {
        return nil
      }
    }
    guard hasDigit else { return nil }
    let size = scale > 1 ? value / scale : value
    return isNegative ? -size : size
  }
}
