import ABD
import Command
import Experiments
import Paxos

Program(
  Registry(ABDExperiment.self, PaxosExperiment.self), name: "outside", example: "abd/quiet"
).main()
