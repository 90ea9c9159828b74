/// One number of each run, of those that have it, packed in as few bits as their spread needs.
///
/// The smallest number stands in front; of every other its distance from that, in the code of Rice that
/// makes the column shortest. Equal numbers take no bits at all.
enum NumberColumn {
  private static var widthOfCount: Int { 5 }
  private static var widthOfNumber: Int { 33 }
  /// Stands for the width of the low part where all numbers are equal.
  private static var allEqual: Int { 31 }
  /// A column of at most this many low bits: every distance of two numbers fits.
  private static var mostLow: Int { 30 }

  /// Packs a column behind what was written.
  static func put(_ numbers: [Int32?], into writer: inout BitWriter) {
    let present = numbers.compactMap { $0 }
    guard let least = present.min(), let most = present.max() else {
      return writer.put(0, width: 2)
    }
    writer.put(present.count == numbers.count ? 1 : 2, width: 2)
    if present.count < numbers.count { for number in numbers { writer.put(number != nil) } }
    writer.put(UInt64(bitPattern: Int64(least)), width: widthOfNumber)
    if least == most { return writer.put(UInt64(allEqual), width: widthOfCount) }
    let distances = present.map { UInt64(Int64($0) - Int64(least)) }
    let low = shortest(distances)
    writer.put(UInt64(low), width: widthOfCount)
    for distance in distances { writer.put(rice: distance, low: low) }
  }

  /// The low part that makes a column of these distances shortest.
  private static func shortest(_ distances: [UInt64]) -> Int {
    var best = (bits: UInt64.max, low: 0)
    for low in 0...mostLow {
      let bits = distances.reduce(0) { $0 + ($1 >> UInt64(low)) + 1 + UInt64(low) }
      if bits < best.bits { best = (bits, low) }
    }
    return best.low
  }

  /// Unpacks a column of `count` runs; nil where the bits are none of one.
  static func numbers(_ count: Int, from reader: inout BitReader) -> [Int32?]? {
    guard let kind = reader.number(width: 2), kind < 3 else { return nil }
    if kind == 0 { return Array(repeating: nil, count: count) }
    var isPresent = Array(repeating: true, count: count)
    if kind == 2 {
      for place in 0..<count {
        guard let bit = reader.bit() else { return nil }
        isPresent[place] = bit
      }
    }
    guard let word = reader.number(width: widthOfNumber),
      let width = reader.number(width: widthOfCount)
    else { return nil }
    let least = Int64(bitPattern: word << UInt64(64 - widthOfNumber)) >> Int64(64 - widthOfNumber)
    var numbers: [Int32?] = []
    for isPresent in isPresent {
      if !isPresent {
        numbers.append(nil)
        continue
      }
      var distance: UInt64 = 0
      if width < allEqual {
        guard let read = reader.rice(low: Int(width)), read < 1 << 33 else { return nil }
        distance = read
      }
      guard let number = Int32(exactly: least + Int64(distance)) else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}
