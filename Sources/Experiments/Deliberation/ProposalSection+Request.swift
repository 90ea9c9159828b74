import Protocols
import Scenarios
import Simulator

extension ProposalSection {
  /// A proposal, choice or vote at a time that the scenario names.
  struct Request: Configurable {
    var time: Nanoseconds = 0
    var wish = DeliberationLoad.Wish()

    mutating func declare(_ section: inout Section) {
      section.moment("at", &time, about: "When the client asks.")
      section.request(&wish)
    }

    func review(_ section: inout Section) { section.review(wish) }

    /// As the load takes it; nil if it says nothing, which review has refused.
    func scripted(_ rule: Candidates.Rule) -> DeliberationLoad.Scripted? {
      wish.item(rule).map { DeliberationLoad.Scripted(at: time, agent: wish.agent, $0) }
    }
  }
}
