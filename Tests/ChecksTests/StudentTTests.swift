import Testing

@testable import Checks

@Suite struct StudentTTests {
  /// From the tables of Abramowitz and Stegun, 26.10, and of the normal distribution.
  @Test(
    arguments: [
      (1, 0.05, 12.706), (2, 0.05, 4.303), (5, 0.05, 2.571), (10, 0.05, 2.228), (30, 0.05, 2.042),
      (7, 0.01, 3.499), (60, 0.001, 3.460), (4_000, 0.05, 1.9605), (3, 0.5, 0.765),
    ] as [(Int, Double, Double)])
  func `what is exceeded with a chance is as the tables say`(
    _ freedom: Int, _ chance: Double, _ value: Double
  ) {
    let student = StudentT(freedom: freedom)
    #expect((student.critical(chance) - value).magnitude < 0.001)
    #expect((student.twoSided(value) - chance).magnitude < 0.0005)
  }

  @Test(arguments: [1, 2, 3, 8, 9, 100, 1_001])
  func `chances fall from one, and never to nothing`(_ freedom: Int) {
    let student = StudentT(freedom: freedom)
    #expect(student.twoSided(0) == 1)
    var last = 1.0
    for step in 1..<60 {
      let chance = student.twoSided(Double(step) / 4)
      #expect(chance <= last && chance > 0)
      #expect(chance == student.twoSided(-Double(step) / 4))
      last = chance
    }
    #expect(student.twoSided(.infinity) > 0)
  }
}
