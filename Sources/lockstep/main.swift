import Benchmarks
import Command
import Experiments

Program(
  .standard, name: "lockstep", example: "raft/leader-crash", further: [BenchCommand.self]
).main()
