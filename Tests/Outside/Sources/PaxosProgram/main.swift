import Command
import Experiments
import Paxos

Program(Registry(PaxosExperiment.self), name: "paxos", example: "paxos/isolation").main()
