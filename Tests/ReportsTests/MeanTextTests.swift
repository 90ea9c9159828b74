import Scenarios
import Testing

@testable import Reports

/// Means as records have them: in the digits that their intervals leave.
@Suite struct MeanTextTests {
  @Test func `equal numbers are exact`() {
    #expect(MeanText([12_345_678, 12_345_678], .duration).text == "12.345678ms")
    #expect(MeanText([7, 7, 7], .count).text == "7")
    #expect(MeanText([1_250_000], .ratio).text == "1.25")
    #expect(MeanText([1, 1], .bytes).text == "1 byte")
  }

  @Test func `others have two digits of the interval, and the mean as many`() {
    // A standard deviation of 100, by t of 2.262 over the root of ten: 71.6.
    let spread: [Int64] = [900, 1_100, 900, 1_100, 900, 1_100, 900, 1_100, 950, 1_050]
    #expect(MeanText(spread, .count).text == "1000 ± 70")
    #expect(MeanText(spread.map { $0 * 1_000_000 }, .duration).text == "1s ± 70ms")
    #expect(MeanText(spread.map { $0 * 1_000 }, .ratio).text == "1 ± 0.07")
    #expect(MeanText(spread.map { $0 * 10 }, .bytes).text == "10000 bytes ± 700 bytes")
    #expect(MeanText([0, 1, 0, 1, 0, 0, 0, 0, 0, 0], .count).text == "0.2 ± 0.31")
    #expect(MeanText(spread.map { -$0 }, .count).text == "-1000 ± 70")
  }

  @Test func `one run has no interval, and extremes do not overflow`() {
    #expect(MeanText([3], .count).text == "3")
    #expect(MeanText([.max, .min], .duration).text.contains("±"))
    #expect(MeanText([.max, .max], .duration).text == DurationText.exact(.max))
  }
}
