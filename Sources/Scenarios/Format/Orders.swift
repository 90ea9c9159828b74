/// In what order events of equal times leave.
enum TieOrder: String, Worded {
  case ordered
  case shuffle
}

/// In what order messages of one link arrive.
enum LinkOrder: String, Worded {
  case free
  case fifo
}
