import Foundation
import Protocols
import Simulator
import Testing

extension Fixed {
  /// As a floating-point number, for comparisons in tests.
  var real: Double { Double(bits) / 16_777_216 }

  /// The nearest number to a floating-point one.
  init(real: Double) { self.init(bits: Int64((real * 16_777_216).rounded())) }
}

/// Numbers with 24 binary places: exact cases by hand, bounds of errors against floating point.
struct FixedTests {
  private let half = Fixed(bits: 1 << 23)

  /// Numbers of every size and both signs.
  private func numbers(_ count: Int, _ seed: UInt64) -> [Fixed] {
    var stream = RandomStream(seed: seed, .test)
    return (0..<count).map { _ in
      Fixed(bits: Int64(bitPattern: stream.next()) >> Int64(stream.below(64)))
    }
  }

  @Test func `numbers are multiples of two to the power of minus 24`() {
    #expect(Fixed(3).bits == 3 << 24)
    #expect(Fixed(-3).bits == -3 << 24)
    #expect(Fixed(1, outOf: 2) == half)
    #expect(Fixed(1, outOf: 3).bits == 5_592_405)
    #expect(Fixed(2, outOf: 3).bits == 11_184_811)
    #expect(Fixed(-2, outOf: 3).bits == -11_184_811)
    #expect(Fixed(.always) == .one)
    #expect(Fixed(.never) == .zero)
    #expect(Fixed(Ratio(1, outOf: 4)).bits == 1 << 22)
    #expect(Fixed(1, outOf: 3).millionths == 333_333)
    #expect(Fixed(-1, outOf: 3).millionths == -333_334)
    #expect(Fixed(7).millionths == 7_000_000)
  }

  @Test func `sums, products and quotients are rounded to the nearest`() {
    #expect(Fixed(2) + half == Fixed(5, outOf: 2))
    #expect(Fixed(2) - half == Fixed(3, outOf: 2))
    #expect(Fixed(3) * half == Fixed(3, outOf: 2))
    #expect(Fixed(-3) * half == Fixed(-3, outOf: 2))
    #expect(Fixed(100_000) * Fixed(-100_000) == Fixed(-10_000_000_000))
    #expect((Fixed.unit * half).bits == 1)
    #expect((-Fixed.unit * half).bits == 0)
    #expect((Fixed.unit * Fixed(1, outOf: 4)).bits == 0)
    #expect(Fixed(1) / Fixed(3) == Fixed(1, outOf: 3))
    #expect(Fixed(-7) / Fixed(2) == Fixed(-7, outOf: 2))
    #expect((Fixed.unit / Fixed(2)).bits == 1)
    #expect((-Fixed.unit / Fixed(2)).bits == -1)
  }

  @Test func `what lies beyond the range is its end`() {
    #expect(Fixed.greatest + .unit == .greatest)
    #expect(Fixed.least - .unit == .least)
    #expect(Fixed.least + .least == .least)
    #expect(Fixed.greatest - .least == .greatest)
    #expect(-Fixed.least == .greatest)
    #expect(Fixed.least.magnitude == .greatest)
    #expect(Fixed(1 << 20) * Fixed(1 << 20) == .greatest)
    #expect(Fixed(1 << 20) * Fixed(-1 << 20) == .least)
    #expect(Fixed.least * .least == .greatest)
    #expect(Fixed.least * .greatest == .least)
    #expect(Fixed(1 << 20) / .unit == .greatest)
    #expect(Fixed(5) / .zero == .greatest)
    #expect(Fixed(-5) / .zero == .least)
    #expect(Fixed.zero / .zero == .zero)
    #expect(Fixed(Int(truncatingIfNeeded: 1 << 50 as Int64)) == .greatest)
    #expect(Fixed(.max, outOf: 1) == .greatest)
    #expect(Fixed(.min, outOf: -1) == .greatest)
  }

  @Test func `products and quotients are those of floating point to its precision`() {
    for (left, right) in zip(numbers(5000, 1), numbers(5000, 2)) {
      let product = left.real * right.real
      let limit = 549_755_813_888.0
      let clamped = min(max(product, -limit), limit)
      #expect(abs((left * right).real - clamped) <= 3.1e-8 + abs(clamped) * 1e-15)
      if right == .zero { continue }
      let quotient = min(max(left.real / right.real, -limit), limit)
      #expect(abs((left / right).real - quotient) <= 3.1e-8 + abs(quotient) * 1e-15)
    }
  }

  @Test func `the exponential keeps its bounds`() {
    #expect(Fixed.zero.exponential == .one)
    // e * 2^24 is 45605201.28, e^-1 * 2^24 is 6171992.86.
    #expect(Fixed.one.exponential.bits == 45_605_201)
    #expect(Fixed(-1).exponential.bits == 6_171_993)
    #expect(Fixed(-18).exponential == .zero)
    #expect(Fixed(28).exponential == .greatest)
    #expect(Fixed.least.exponential == .zero)
    #expect(Fixed.greatest.exponential == .greatest)
    for step in -3_600...5_400 {
      let number = Fixed(Int64(step), outOf: 200)
      let truth = exp(number.real)
      let bound = max(0x1p-24, truth * 0x1p-40)
      #expect(abs(number.exponential.real - truth) <= bound, "e^\(number.real)")
    }
  }

  @Test func `the logarithm keeps its bounds`() {
    #expect(Fixed.one.logarithm == .zero)
    #expect(Fixed(2).logarithm.bits == 11_629_080)  // ln(2) * 2^24 is 11629079.75
    #expect(Fixed(10).logarithm.bits == 38_630_967)  // ln(10) * 2^24 is 38630967.49
    #expect(Fixed.zero.logarithm == .least)
    #expect(Fixed(-1).logarithm == .least)
    for number in numbers(5000, 3) where number > .zero {
      #expect(abs(number.logarithm.real - log(number.real)) <= 0x1p-24, "log \(number.real)")
    }
    for bits in 1...2000 as ClosedRange<Int64> {
      let number = Fixed(bits: bits)
      #expect(abs(number.logarithm.real - log(number.real)) <= 0x1p-24, "log \(number.real)")
    }
  }

  @Test func `the square root is rounded down`() {
    #expect(Fixed(9).squareRoot == Fixed(3))
    #expect(Fixed(2).squareRoot.bits == 23_726_566)  // sqrt(2) * 2^24 is 23726566.36
    #expect(Fixed.zero.squareRoot == .zero)
    #expect(Fixed(-4).squareRoot == .zero)
    for number in numbers(2000, 4) where number > .zero {
      let root = UInt64(number.squareRoot.bits)
      let square = (high: UInt64(number.bits) >> 40, low: UInt64(number.bits) << 24)
      let below = root.multipliedFullWidth(by: root)
      let above = (root + 1).multipliedFullWidth(by: root + 1)
      #expect((below.high, below.low) <= square && square < (above.high, above.low))
    }
  }

  @Test func `the sigmoid keeps its bounds, and both sides add up to one`() {
    #expect(Fixed.zero.sigmoid == half)
    #expect(Fixed.one.sigmoid.bits == 12_265_128)  // 2^24 / (1 + 1/e) is 12265127.69
    #expect(Fixed(20).sigmoid == .one)
    #expect(Fixed(-20).sigmoid == .zero)
    for step in -4_000...4_000 {
      let number = Fixed(Int64(step), outOf: 200)
      let truth = 1 / (1 + exp(-number.real))
      #expect(abs(number.sigmoid.real - truth) <= 0x1p-24, "sigmoid of \(number.real)")
      #expect(number.sigmoid + (-number).sigmoid == .one)
    }
  }

  @Test func `the functions rise with their argument`() {
    let sorted = numbers(3000, 5).sorted()
    for (less, more) in zip(sorted, sorted.dropFirst()) {
      #expect(less.exponential <= more.exponential)
      #expect(less.logarithm <= more.logarithm)
      #expect(less.squareRoot <= more.squareRoot)
      #expect(less.sigmoid <= more.sigmoid)
    }
  }

  @Test func `a sum of products is rounded once, whatever its order`() {
    var sum = WideSum()
    for _ in 0..<4 { sum.add(1, times: 1 << 22) }
    #expect(sum.shifted(by: 24) == 1)
    sum.add(-5, times: 1 << 23)
    #expect(sum.shifted(by: 24) == -1)  // -1.5, halves upward
    #expect(sum.divided(by: 1 << 24) == -2)  // halves away from 0
    var (forth, back) = (WideSum(), WideSum())
    let factors = zip(numbers(100, 6), numbers(100, 7)).map { ($0.bits >> 4, $1.bits >> 4) }
    for (left, right) in factors { forth.add(left, times: right) }
    for (left, right) in factors.reversed() { back.add(right, times: left) }
    #expect(forth == back)
    var large = WideSum()
    large.add(.max, times: .max)
    #expect(large.shifted(by: 24) == .max)
    #expect(large.divided(by: 3) == .max)
    #expect(large.divided(by: .max) == .max)
    var low = WideSum()
    low.add(.min, times: .max)
    #expect(low.shifted(by: 24) == .min)
    #expect(low.divided(by: 3) == .min)
  }

  @Test func `all operations together have one digest on every machine`() {
    var digest = Digest()
    for (left, right) in zip(numbers(2000, 8), numbers(2000, 9)) {
      let results = [
        left + right, left - right, left * right, left / right, left.exponential,
        left.logarithm, left.squareRoot, left.sigmoid, -left, left.magnitude,
      ]
      for result in results { result.feed(&digest) }
      digest.feed(left.millionths)
    }
    #expect(digest.text == "f8d871825869ab00")
  }
}
