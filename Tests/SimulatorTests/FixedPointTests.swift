import Foundation
import Testing

@testable import Simulator

@Suite struct FixedPointTests {
  @Test func `logarithms are right to 2^-46`() {
    var random = RandomStream(seed: 1, .test)
    for shift in 0..<60 as Range<UInt64> {
      for _ in 0..<50 {
        let value = max(2, random.next() >> shift)
        let error = Double(FixedPoint.log2(value)) / 0x1p48 - log2(Double(value))
        #expect(abs(error) < 0x1p-45, "log2(\(value))")  // a double near 64 has 2^-47 itself
      }
      #expect(FixedPoint.log2(1 << shift) == Int64(shift) << 48)
    }
    #expect(FixedPoint.log2(.max) <= 64 << 48)
  }

  @Test func `logarithms never fall`() {
    for entry in 0..<128 as Range<UInt64> {
      let edge = (1 as UInt64) << 63 | entry << 56
      for value in edge...(edge + 40) {
        #expect(FixedPoint.log2(value) >= FixedPoint.log2(value - 1))
      }
    }
  }

  @Test func `powers are right to 2^-46`() {
    var random = RandomStream(seed: 2, .test)
    for _ in 0..<4_000 {
      let exponent = random.within(-(10 << 48)...(12 << 48))
      let expected = 0x1p50 * exp2(Double(exponent) / 0x1p48)
      let error = Double(FixedPoint.scale(1 << 50, byPowerOfTwo: exponent)) - expected
      #expect(abs(error) < 0.51 + expected * 0x1p-46)
    }
  }

  @Test func `powers never fall and whole ones are exact`() {
    for entry in 0...127 as ClosedRange<Int64> {
      for fraction in (entry << 41)..<((entry << 41) + 40) where fraction > 0 {
        #expect(FixedPoint.power(fraction) >= FixedPoint.power(fraction - 1))
      }
    }
    for whole in -62...61 as ClosedRange<Int64> {
      let expected = whole < 0 ? (1 << 62) >> -whole : whole == 0 ? 1 << 62 : Int64.max
      #expect(abs(FixedPoint.scale(1 << 62, byPowerOfTwo: whole << 48) - expected) <= 1 << 16)
    }
  }

  @Test func `products round to the nearest and saturate`() {
    #expect(FixedPoint.multiply(3, 1 << 47, places: 48) == 2)
    #expect(FixedPoint.multiply(5, 1 << 46, places: 48) == 1)
    #expect(FixedPoint.multiply(.max, .max, places: 48) == .max)
    #expect(FixedPoint.multiply(.max, .max, places: 64) == (1 << 62) - 1)
    #expect(FixedPoint.multiply(-1, 5, places: 1) == 0)
    #expect(FixedPoint.scale(1, byPowerOfTwo: .max) == .max)
    #expect(FixedPoint.scale(.max, byPowerOfTwo: .min) == 0)
    #expect(FixedPoint.scale(0, byPowerOfTwo: .max) == 0)
  }
}
