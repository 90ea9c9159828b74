import Command
import Experiments

Program.main(.standard)
