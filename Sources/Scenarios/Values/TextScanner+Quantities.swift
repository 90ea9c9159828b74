import Simulator

extension TextScanner {
  /// A share as `N%`, or bare as a decimal number.
  mutating func chance() throws(Mistake) -> Ratio {
    guard let number = number() else {
      throw Mistake("no number", "a chance is a number such as 0.01, or \"1%\"")
    }
    skipSpaces()
    return try TextScanner.chance(number, isPercent: skip("%"))
  }

  /// The probability that a number stands for.
  static func chance(_ number: ExactNumber, isPercent: Bool) throws(Mistake) -> Ratio {
    let written = number.text + (isPercent ? "%" : "")
    if number.isNegative && number.significand != 0 {
      throw Mistake("\(written) is below zero", "a chance lies between 0 and 1, or 0% and 100%")
    }
    // 10^18 is the finest power of ten whose multiple by one still fits.
    let unit: UInt64 = 1_000_000_000_000_000_000
    switch number.scaled(by: isPercent ? unit / 100 : unit) {
    case .exact(let value) where UInt64(value) <= unit:
      return Ratio(UInt64(value), outOf: unit)
    case .tooFine:
      throw Mistake("\(written) has too many digits", "18 behind the point are enough")
    default:
      throw Mistake(
        "\(written) is more than 1, which is always",
        isPercent ? "a chance lies between 0% and 100%" : "did you mean \"\(number.text)%\"?")
    }
  }

  /// Events in a span: `200/s`, `0.5/h`.
  mutating func rate() throws(Mistake) -> Rate {
    let example = "a rate is a number of events in a time, such as \"200/s\" or \"30/min\""
    guard let number = number() else { throw Mistake("no number", example) }
    skipSpaces()
    guard skip("/") else { throw Mistake("\(number.text) lacks its time", example) }
    skipSpaces()
    let unit = word()
    guard let span = unit == "min" ? 60 * .second : DurationText.length(ofUnit: unit) else {
      throw Mistake("'\(unit)' is not a unit of time", "units are ms, s, min and h")
    }
    guard case .exact(let thousandths) = number.scaled(by: 1000), thousandths > 0,
      thousandths <= 1_000_000_000_000_000
    else {
      throw Mistake(
        "\(number.text) is no possible rate", "at least 0.001, at most 10^12, exact to thousandths")
    }
    let isWhole = thousandths % 1000 == 0
    let (events, time) = isWhole ? (thousandths / 1000, span) : (thousandths, span * 1000)
    guard events <= time else {
      throw Mistake(
        "\(number.text)/\(unit) is more than one a nanosecond, which no clock here tells apart",
        "at most \"1/ns\"")
    }
    return Rate(events: events, span: time)
  }

  /// Bytes a second: `10MB/s`, `100Mbit/s`.
  mutating func bandwidth() throws(Mistake) -> Int64 {
    let example = "a bandwidth is such as \"10MB/s\" or \"100Mbit/s\""
    guard let number = number() else { throw Mistake("no number", example) }
    skipSpaces()
    let unit = word()
    guard let bits = TextScanner.bits(ofUnit: unit) else {
      throw Mistake(
        "'\(unit)' is not a unit of size", "units are B, kB, MB, GB, bit, kbit, Mbit, Gbit")
    }
    guard skip("/s") else { throw Mistake("\(number.text)\(unit) lacks its time", example) }
    guard case .exact(let total) = number.scaled(by: bits), total >= 8, total % 8 == 0 else {
      throw Mistake("\(number.text)\(unit)/s is no whole number of bytes a second")
    }
    return total / 8
  }

  /// A number of bytes; without a unit they are bytes.
  mutating func byteCount() throws(Mistake) -> Int64 {
    guard let number = number() else { throw Mistake("no number", "write a size such as \"64kB\"") }
    skipSpaces()
    let unit = word()
    guard let bits = unit.isEmpty ? 8 : TextScanner.bits(ofUnit: unit) else {
      throw Mistake("'\(unit)' is not a unit of size", "units are B, kB, MB and GB")
    }
    guard case .exact(let total) = number.scaled(by: bits), total % 8 == 0 else {
      throw Mistake("\(number.text)\(unit) is no whole number of bytes")
    }
    return total / 8
  }

  private static func bits(ofUnit name: String) -> UInt64? {
    switch name {
    case "B": 8
    case "kB", "KB": 8_000
    case "MB": 8_000_000
    case "GB": 8_000_000_000
    case "KiB": 8 << 10
    case "MiB": 8 << 20
    case "GiB": 8 << 30
    case "bit": 1
    case "kbit": 1_000
    case "Mbit": 1_000_000
    case "Gbit": 1_000_000_000
    default: nil
    }
  }

  /// Parts per million, one or a range, each with the unit `ppm`.
  mutating func partsPerMillion() throws(Mistake) -> ClosedRange<Int64> {
    let low = try onePartsPerMillion()
    skipSpaces()
    guard skip("..") else { return low...low }
    skipSpaces()
    let high = try onePartsPerMillion()
    guard low <= high else {
      throw Mistake("the range begins above its end", "write \"\(high)ppm..\(low)ppm\"")
    }
    return low...high
  }

  private mutating func onePartsPerMillion() throws(Mistake) -> Int64 {
    guard let number = number() else { throw Mistake("no number", "write such as \"200ppm\"") }
    skipSpaces()
    guard skip("ppm") else {
      throw Mistake("\(number.text) lacks its unit", "write \"\(number.text)ppm\"")
    }
    guard let value = number.integer else {
      throw Mistake("\(number.text)ppm is not a whole number")
    }
    guard value > -1_000_000 && value <= 1_000_000 else {
      throw Mistake("\(value)ppm is no possible drift", "between -999999ppm and 1000000ppm")
    }
    return value
  }
}
