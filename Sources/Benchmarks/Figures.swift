import Foundation

/// Figures as tables print them.
enum Figures {
  /// With a comma between thousands: `1,234,567`.
  static func grouped(_ number: Int64) -> String {
    var digits = ""
    for (place, digit) in String(number.magnitude).reversed().enumerated() {
      if place > 0, place % 3 == 0 { digits.append(",") }
      digits.append(digit)
    }
    return (number < 0 ? "-" : "") + String(digits.reversed())
  }

  /// Three significant digits, with M or k: `24.2 M`, `584 k`, `7.31`.
  static func short(_ number: Double) -> String {
    if number >= 999_500 { return significant(number / 1e6) + " M" }
    if number >= 999.5 { return significant(number / 1e3) + " k" }
    return significant(number)
  }

  /// Three significant digits, all of those before the point; at most four places.
  static func significant(_ number: Double) -> String {
    let places = number >= 99.95 ? 0 : number >= 9.995 ? 1 : number >= 0.0995 ? 2 : 4
    return String(format: "%.\(places)f", number)
  }

  static func padded(_ text: String, _ width: Int, left: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - text.count))
    return left ? space + text : text + space
  }
}
