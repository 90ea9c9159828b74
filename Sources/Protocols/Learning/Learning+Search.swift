extension Learning {
  /// A search on one machine, trial after trial.
  ///
  /// - Returns: the search at its end, with the results of its last rung.
  public static func twinSearch(_ search: TrialSearch, _ objective: TrialObjective) -> TrialSearch {
    var search = search
    while !search.isFinished {
      let (rung, epochs) = (search.rung, search.epochs)
      for trial in search.pending {
        let loss = objective.loss(of: trial, epochs: epochs)
        let counts = search.report(TrialResult(trial: trial.id, rung: rung, loss: loss))
        precondition(counts, "trial \(trial.id) has a result on rung \(rung)")
      }
    }
    return search
  }
}
