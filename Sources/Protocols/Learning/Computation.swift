/// How much a real machine computes, in the steps of `Turn.compute`: counts, at their greatest rather than
/// overflowing.
///
/// A limit on a run must know of what no event counts. So these are of the right order, and no more.
public enum Computation {
  /// Multiplications and the like, so many of them for each of several things.
  public static func work(_ counts: Int64...) -> Int64 {
    var product: Int64 = 1
    for count in counts {
      let next = product.multipliedReportingOverflow(by: Swift.max(0, count))
      product = next.overflow ? .max : next.partialValue
    }
    return product / multiplicationsPerStep
  }

  /// Several works together.
  public static func sum(_ works: Int64...) -> Int64 {
    works.reduce(0) { sum, work in
      let next = sum.addingReportingOverflow(work)
      return next.overflow ? .max : next.partialValue
    }
  }

  /// Training on samples, each as often as an epoch comes to it, and looking at others.
  public static func training(samples: Int64, weights: Int64) -> Int64 {
    work(samples, weights &+ 16, 2)
  }

  /// Steps on a grid that are made, told and learnt from.
  public static func walking(steps: Int64) -> Int64 { work(steps, 128) }

  /// Values of a grid's cells, of ever more steps, as many times as `rounds` says.
  public static func valuing(cells: Int64, steps: Int64, rounds: Int64 = 1) -> Int64 {
    work(cells, steps, rounds, 16)
  }

  private static var multiplicationsPerStep: Int64 { 16 }
}
