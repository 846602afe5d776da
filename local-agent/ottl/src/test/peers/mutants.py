"""Writes mutants of cases: statements and conditions with pieces put in, taken out and doubled.

usage: mutants.py CASES.jsonl SEED COUNT
"""

import json
import random
import sys

LEFT_OUT = ("Grok", "UserAgent", "XML", "include", "exclude", "Now()", "UUID", "aggregate")
PIECES = (
    '( ) [ ] " nil 1 -1 9223372036854775807 1.5 , = == => { } log. attributes true 0x0 \\ % + * / é - . [1] Len( < >='.split()
    + ["where ", "and ", "or ", "not ", " ", " 1", 'log.attributes["i"]', '"a"']
)


def mutant(text):
    for _ in range(random.randint(1, 2)):
        if not text:
            return text
        at = random.randrange(len(text) + 1)
        how = random.random()
        if how < 0.45:
            text = text[:at] + random.choice(PIECES) + text[at:]
        elif how < 0.75:
            text = text[:at] + text[at + random.randint(1, 5) :]
        else:
            other = random.randrange(len(text))
            text = text[:at] + text[other : other + random.randint(1, 15)] + text[at:]
    return text


def walk(value):
    if isinstance(value, dict):
        return {k: v if k == "error_mode" else walk(v) for k, v in value.items()}
    if isinstance(value, list):
        return [walk(v) for v in value]
    return mutant(value) if isinstance(value, str) else value


def main():
    random.seed(int(sys.argv[2]))
    with open(sys.argv[1], encoding="utf-8", newline="\n") as file:
        lines = [line for line in file if not any(name in line for name in LEFT_OUT)]
    for number in range(int(sys.argv[3])):
        case = json.loads(random.choice(lines))
        case["config"] = walk(case["config"])
        case["id"] = "m%05d" % number
        print(json.dumps(case, ensure_ascii=False, separators=(",", ":")))


main()
