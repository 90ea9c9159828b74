extension Sighting {
  /// Those of auctions, markets, ratings, plans and balancing.
  static let economics: [Sighting] = [
    // economy
    Sighting(
      "economy", "makes money", "economy/quiet", "", seed: 1,
      "money constant"),
    Sighting(
      "economy", "overdraws an account", "economy/transfer-halves", "", seed: 1,
      "no negative balance"),
    Sighting(
      "economy", "forgets requests", "economy/double-settlement", "", seed: 1,
      "once only"),
    Sighting(
      "economy", "skips what earlier sequencers logged", "economy/auctioneer-dies",
      "about=when the first auction is open", seed: 1,
      "replicas agree"),
    Sighting(
      "economy", "takes late bids", "economy/sniping",
      "about=at the very end economy.repeat=6ms", seed: 1,
      "bid in time"),
    Sighting(
      "economy", "takes low bids", "economy/quiet", "", seed: 1,
      "monotone price"),
    Sighting(
      "economy", "ignores budgets", "economy/chaos", "", seed: 1,
      "budget kept"),
    Sighting(
      "economy", "closes early", "economy/quiet", "", seed: 1,
      "closed in time"),
    Sighting(
      "economy", "sells an item twice", "economy/quiet", "", seed: 1,
      "no item sold twice"),
    Sighting(
      "economy", "pays its own bid", "economy/quiet", "", seed: 1,
      "payment exact"),
    Sighting(
      "economy", "overcharges", "economy/quiet", "", seed: 1,
      "individual rationality"),
    Sighting(
      "economy", "takes stale awards", "economy/late-acceptance", "", seed: 1,
      "award fenced"),
    Sighting(
      "economy", "settles again", "economy/double-settlement", "", seed: 1,
      "one award"),
    Sighting(
      "economy", "answers early", "economy/quiet", "", seed: 1,
      "answers hold"),
    Sighting(
      "economy", "awards any bid", "economy/quiet", "", seed: 1,
      "best bid wins"),
    Sighting(
      "economy", "ignores breakers", "economy/breaker", "about=with hysteresis", seed: 1,
      "breakers kept"),
    Sighting(
      "economy", "never halts", "economy/breaker", "about=with hysteresis", seed: 1,
      "breakers kept"),
    // market
    Sighting(
      "market", "applies an order again", "market/late-withdrawals", "", seed: 1,
      "applied once"),
    Sighting(
      "market", "rests without matching", "market/late-withdrawals", "", seed: 1,
      "no crossed book"),
    Sighting(
      "market", "serves the newest first", "market/duplicates", "", seed: 1,
      "price-time priority"),
    Sighting(
      "market", "fills what was withdrawn", "market/late-withdrawals", "", seed: 1,
      "withdrawn stays withdrawn"),
    Sighting(
      "market", "fills one unit too many", "market/late-withdrawals", "", seed: 1,
      "within the orders"),
    Sighting(
      "market", "keeps what a bid overpaid", "market/late-withdrawals", "", seed: 1,
      "exact settlement"),
    Sighting(
      "market", "pays the seller from nothing", "market/late-withdrawals", "", seed: 1,
      "money and units constant"),
    Sighting(
      "market", "takes more than is there", "market/late-withdrawals", "", seed: 1,
      "no negative balance"),
    Sighting(
      "market", "answers what is not committed", "market/late-withdrawals", "", seed: 1,
      "committed first"),
    Sighting(
      "market", "clears one unit short", "market/call", "market.allocation=time", seed: 1,
      "exact crossing"),
    Sighting(
      "market", "one replica ignores withdrawals", "market/late-withdrawals", "", seed: 1,
      "replicas agree"),
    // reputation
    Sighting(
      "reputation", "counts a report again", "reputation/duplicates-count", "reputation.rules=safe",
      seed: 1,
      "one effect a task"),
    Sighting(
      "reputation", "answers ahead of the disk", "reputation/partition", "", seed: 1,
      "durable before told"),
    Sighting(
      "reputation", "spreads ahead of the disk", "reputation/partition", "", seed: 1,
      "durable before told"),
    Sighting(
      "reputation", "forgets at a restart", "reputation/chaos", "reputation.scoring=mean", seed: 1,
      "merge monotone"),
    Sighting(
      "reputation", "takes the latest rating", "reputation/chaos", "reputation.scoring=mean",
      seed: 1,
      "merge monotone"),
    Sighting(
      "reputation", "adds a bonus", "reputation/partition", "", seed: 1,
      "score in bounds"),
    Sighting(
      "reputation", "never decays", "reputation/partition", "", seed: 1,
      "exact score"),
    Sighting(
      "reputation", "weighs by rater", "reputation/partition", "", seed: 1,
      "exact score"),
    Sighting(
      "reputation", "rounds ratings on the way", "reputation/partition", "", seed: 1,
      "durable before told"),
    Sighting(
      "reputation", "one agent reckons otherwise", "reputation/partition", "", seed: 1,
      "exact score"),
    // budget
    Sighting(
      "budget", "spends beyond the budget", "budget/planner-crash", "", seed: 1,
      "within the budget"),
    Sighting(
      "budget", "starts what was granted", "budget/planner-crash", "", seed: 1,
      "started first"),
    Sighting(
      "budget", "does a task again", "budget/worker-crash", "", seed: 1,
      "done once"),
    Sighting(
      "budget", "plans what comes too late", "budget/deadlines", "budget.rule=best", seed: 1,
      "deadline kept or named"),
    Sighting(
      "budget", "calls late work in time", "budget/deadlines", "budget.rule=priority", seed: 1,
      "deadline kept or named"),
    Sighting(
      "budget", "says started ahead of the log", "budget/planner-crash", "", seed: 1,
      "started first"),
    Sighting(
      "budget", "one replica takes nothing back", "budget/worker-crash", "", seed: 1,
      "replicas agree"),
    // balancing
    Sighting("balancing", "settles again", "balancing/failover", "", seed: 1, "one verdict"),
    Sighting(
      "balancing", "answers ahead of the others", "balancing/quiet", "", seed: 1, "durable first"),
    Sighting("balancing", "counts any result", "balancing/fencing", "", seed: 1, "fenced"),
    Sighting(
      "balancing", "takes any epoch's tasks", "balancing/late-assignments", "", seed: 1,
      "epochs rise"),
    Sighting(
      "balancing", "assigns to the overloaded", "balancing/fixed-thresholds", "about=repaired",
      seed: 1, "spares the overloaded"),
    Sighting(
      "balancing", "ignores the bound", "balancing/bounded-hashing", "balancing.slack=10%",
      seed: 1, "bounded loads"),
    Sighting(
      "balancing", "assigns to the draining", "balancing/drain", "", seed: 1,
      "spares the draining"),
    Sighting(
      "balancing", "drops what is given back", "balancing/never-monitors", "about=repaired",
      seed: 1, "conservation"),
  ]
}
