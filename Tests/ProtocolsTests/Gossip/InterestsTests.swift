import Simulator
import Testing

@testable import Protocols

@Suite("The rumours that an agent spreads")
struct InterestsTests {
  private struct Plain: Equatable {
    let rumour: Rumour
    var counter: Int32 = 0
    var wasNeeded = false
    var wasUseless = false
  }

  private static func some(_ random: inout RandomStream) -> RumourSet {
    var rumours = RumourSet()
    for _ in 0..<random.below(20) { rumours.insert(Rumour(Int(random.below(200)))) }
    return rumours
  }

  @Test(arguments: 1...40)
  func `what contacts say counts as it does rumour by rumour`(seed: UInt64) {
    var random = RandomStream(seed: seed, .test)
    let resets = seed % 2 == 0
    var interests = Gossip.Interests()
    var plain: [Plain] = []
    for _ in 0..<200 {
      for rumour in Self.some(&random) where !plain.contains(where: { $0.rumour == rumour }) {
        interests.add(rumour)
        plain.append(Plain(rumour: rumour))
      }
      plain.sort { $0.rumour < $1.rumour }
      let (needed, useless) = (Self.some(&random), Self.some(&random))
      interests.markNeeded(needed)
      interests.markUseless(useless)
      for index in plain.indices {
        if needed.contains(plain[index].rumour) { plain[index].wasNeeded = true }
        if useless.contains(plain[index].rumour) { plain[index].wasUseless = true }
      }
      if random.below(2) == 0 { continue }
      for rumour in interests.settle(resets: resets) where interests.raise(rumour) >= 2 {
        interests.remove(rumour)
      }
      for index in plain.indices {
        if plain[index].wasNeeded {
          if resets { plain[index].counter = 0 }
        } else if plain[index].wasUseless {
          plain[index].counter += 1
        }
        plain[index].wasNeeded = false
        plain[index].wasUseless = false
      }
      plain.removeAll { $0.counter >= 2 }
      let all = interests.all.map {
        Plain(
          rumour: $0.rumour, counter: $0.counter, wasNeeded: $0.wasNeeded,
          wasUseless: $0.wasUseless)
      }
      #expect(all == plain && interests.count == plain.count)
    }
  }
}
