import Scenarios
import Simulator

/// A request at a time that the scenario names.
struct ListedRequest<Wish: Askable>: Configurable {
  private(set) var time: Nanoseconds = 0
  private var number = 1
  private(set) var wish = Wish()

  /// The client, as loads number it: from 0.
  var client: Int32 { Int32(truncatingIfNeeded: number - 1) }

  mutating func declare(_ section: inout Section) {
    section.moment("at", &time, about: "When the client asks.")
    section.integer("client", &number, 1...100_000, about: "Which client, from 1.")
    section.request(&wish)
  }

  func review(_ section: inout Section) { section.review(wish) }
}

extension ClientPacing {
  /// Complains of a list that is empty and should not be, and of clients that there are not.
  ///
  /// - Parameter suggestion: what to list.
  func review<Wish>(
    _ requests: [ListedRequest<Wish>], _ suggestion: String, _ section: inout Section
  ) {
    if mode == .scripted, requests.isEmpty {
      section.complain("mode", "nothing is listed", suggestion)
    }
    for (index, request) in requests.enumerated() where request.client >= clients {
      section.complain(
        "client", ofItem: index, in: "requests", "there is no client \(request.client + 1)",
        "clients are numbered from 1 to \(clients)")
    }
  }
}
