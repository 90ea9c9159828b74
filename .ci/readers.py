"""Reads what a run was exported as, by parsers that know nothing of Lockstep."""

import csv
import json
import re
import sys
from decimal import Decimal

import edn_format
import itf_py

folder, scenario = sys.argv[1:]


def path(form):
    return f"{folder}/run.{form}"


with open(path("json"), encoding="utf-8") as file:
    records = [json.loads(line) for line in file]

with open(path("csv"), newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
assert len(rows) == len(records), (len(rows), len(records))
assert all(None not in row and None not in row.values() for row in rows)
assert [int(row["event"]) for row in rows] == [record["event"] for record in records]

with open(path("itf"), encoding="utf-8") as file:
    trace = itf_py.trace_from_json(json.load(file))
assert trace.vars == ["event", "time", "agents"]
numbers = [state.values["event"] for state in trace.states]
assert numbers == sorted(numbers) and numbers[0] == 0
again = itf_py.trace_from_json(itf_py.trace_to_json(trace))
assert len(again.states) == len(trace.states)

with open(path("jepsen"), encoding="utf-8") as file:
    history = [edn_format.loads(line) for line in file if line.strip()]
words = {key: edn_format.Keyword(key) for key in ["index", "type", "process", "f", "value", "time"]}
open_by_process = {}
for place, operation in enumerate(history):
    assert operation[words["index"]] == place
    kind, process = operation[words["type"]].name, operation[words["process"]]
    if kind == "invoke":
        assert process not in open_by_process, "a process asks once at a time"
        open_by_process[process] = operation
    else:
        asked = open_by_process.pop(process)
        assert asked[words["f"]] == operation[words["f"]] and kind in ("ok", "fail", "info")

with open(path("chrome"), encoding="utf-8") as file:
    events = json.load(file)["traceEvents"]
flows = {}
for event in events:
    if event["ph"] in "sf":
        flows.setdefault(event["id"], {}).setdefault(event["ph"], []).append(Decimal(event["ts"]))
for times in flows.values():
    assert len(times["s"]) == 1 and all(time >= times["s"][0] for time in times.get("f", []))

with open(path("shiviz"), encoding="utf-8") as file:
    pattern = re.compile(file.readline().strip().replace("(?<", "(?P<"), re.MULTILINE)
    assert not file.readline().strip()
    text = file.read()
clocks = []
own = {}
for match in pattern.finditer(text):
    host, clock = match["host"], json.loads(match["clock"])
    assert clock[host] == own.get(host, 0) + 1, (host, clock)
    assert all(clock[other] <= own.get(other, 0) for other in clock if other != host)
    own[host] = clock[host]
    clocks.append(clock)
assert pattern.sub("", text).strip() == ""

print(
    f"{scenario}: {len(records)} records, {len(trace.states)} states, {len(history)} operations, "
    f"{len(events)} events, {len(clocks)} clocks"
)
