import Experiments
import Protocols
import Simulator
import Testing

/// Histories of clients' notes by hand, and the exact figures.
@Suite("Meter of orders")
struct OrderMeterTests {
  static func meter(hasClients: Bool) -> (OrderMeter, PhaseLedger) {
    var meter = OrderMeter(hasClients: hasClients)
    var ledger = PhaseLedger()
    let notes: [(Int64, ElectionLoad.Note)] = [
      (40, .ordered(client: 0)), (100, .done(client: 0, since: 40 * .millisecond)),
      (150, .ordered(client: 1)), (160, .answered(client: 0, .started(1))),
    ]
    for (time, note) in notes { meter.clientNoted(note, at: time * .millisecond) }
    meter.faulted(.only(.began), at: 200 * .millisecond)
    ledger.note(.only(.began), at: 200 * .millisecond)
    meter.clientNoted(.done(client: 1, since: 150 * .millisecond), at: 250 * .millisecond)
    meter.clientNoted(.ordered(client: 0), at: 260 * .millisecond)
    meter.faulted(.only(.ended), at: 400 * .millisecond)
    ledger.note(.only(.ended), at: 400 * .millisecond)
    meter.clientNoted(.gaveUp(client: 0), at: 460 * .millisecond)
    return (meter, ledger)
  }

  @Test func `orders, their latency, those given up and the times without one`() {
    let (meter, ledger) = Self.meter(hasClients: true)
    let figures = ElectionFigures(meter, end: .second, ledger)
    #expect(figures.names == ["order latency", "unavailable", "orders", "orders given up"])
    #expect(figures.milliseconds("order latency") == [60, 100])
    // A latency is of the phase in which the order was wanted, a completion of that in which it came.
    #expect(figures.milliseconds("order latency", .before) == [60, 100])
    #expect(figures.count("orders") == 2)
    #expect(figures.count("orders", .during([0])) == 1)
    #expect(figures.milliseconds("unavailable") == [100, 150, 750])
    // 50 ms up to the order done at 250 ms, then 150 ms up to the end of the fault.
    #expect(figures.milliseconds("unavailable", .during([0])) == [50, 150])
    #expect(figures.milliseconds("unavailable", .after) == [600])
    #expect(figures.count("orders given up") == 1)
    #expect(figures.count("orders given up", .after) == 1)
    #expect(figures.pulse.counts.reduce(0, +) == 2)
  }

  @Test func `without clients no time counts as unavailable`() {
    let (meter, ledger) = Self.meter(hasClients: false)
    let figures = ElectionFigures(meter, end: .second, ledger)
    #expect(figures.milliseconds("unavailable") == [])
    #expect(figures.count("orders") == 2)
  }
}
