import Simulator

/// In what order events of equal times leave.
enum TieOrder: String, Word {
  case ordered
  case shuffle
}

/// In what order messages of one link arrive.
enum LinkOrder: String, Word {
  case free
  case fifo
}

/// How messages of a link travel.
enum LinkTransport: String, Word {
  case datagram
  case tcp
}
