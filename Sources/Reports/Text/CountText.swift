import Scenarios

/// Numbers as people read them.
public enum CountText {
  /// With a comma between thousands: `12,345`.
  public static func grouped(_ number: Int64) -> String {
    let digits = Array(String(number.magnitude).utf8)
    var text: [UInt8] = number < 0 ? [UInt8(ascii: "-")] : []
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(UInt8(ascii: ",")) }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// With its noun, which gets an s unless the number is 1: `1 run`, `12,345 runs`.
  public static func counted(_ number: Int64, _ noun: String) -> String {
    grouped(number) + " " + noun + (number == 1 ? "" : "s")
  }

  /// Thousandths as a decimal, to one place if it is large: `12.345`, `1,234.5`.
  public static func thousandths(_ number: Int64) -> String {
    if number < 0 { return "-" + thousandths(0 - Swift.max(number, -.max)) }
    let step: Int64 = number >= 100_000 ? 100 : number >= 10_000 ? 10 : 1
    let near = number > .max - step ? number : (number + step / 2) / step * step
    let fraction = DurationText.decimal(near % 1_000, 1_000)
    return grouped(near / 1_000) + fraction.dropFirst()
  }
}
