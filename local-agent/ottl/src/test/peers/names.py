"""Writes the data of names that times are read and written with, from what the collector's modules bring.

usage: names.py locales|zones > FILE
locales: names of days and months and halves of the day by language tag, from the module lunes.
zones: abbreviations of time zones, from the zones that come with Go.
"""

import io
import re
import struct
import subprocess
import sys
import zipfile


def go(*command):
    return subprocess.run(("go",) + command, check=True, capture_output=True, text=True).stdout.strip()


def locales():
    source = open(go("list", "-m", "-f", "{{.Dir}}", "github.com/elastic/lunes") + "/tables.go", encoding="utf-8").read()
    tables = {}
    for name, body in re.findall(r"^func (localeTable\w+)\(\) \[5\]\[\]string \{\n\treturn \[5\]\[\]string\{\n(.*?)\n\t\}\n\}", source, re.S | re.M):
        fields = []
        for line in body.split("\n"):
            names = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
            assert not any("\\" in n or "|" in n or "\t" in n for n in names), line
            fields.append("|".join(names))
        assert len(fields) == 5, name
        tables[name] = "\t".join(fields)
    tags = {}
    constants = dict(re.findall(r'^\t(Locale\w+)\s+= "([\w-]+)"$', source, re.M))
    for constant, name in re.findall(r"^\t\t(Locale\w+):\s+(localeTable\w+),", source, re.M):
        tags.setdefault(tables[name], []).append(constants[constant])
    for fields, those in tags.items():
        print(" ".join(those) + "\t" + fields)


def zone(data):
    """The types and the transitions of a TZif file, version 2 and later."""
    def header(at):
        return struct.unpack(">6l", data[at + 20:at + 44])

    isut, isstd, leap, times, types, chars = header(0)
    at = 44 + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    isut, isstd, leap, times, types, chars = header(at)
    at += 44
    moments = struct.unpack(">%dq" % times, data[at:at + times * 8])
    at += times * 8
    indexes = data[at:at + times]
    at += times
    kinds = [struct.unpack(">lBB", data[at + i * 6:at + i * 6 + 6]) for i in range(types)]
    at += types * 6
    names = data[at:at + chars]
    found = [(offset, names[start:names.index(b"\0", start)].decode()) for offset, _, start in kinds]
    rule = data.rindex(b"\n", 0, len(data) - 1)
    return found, list(zip(moments, indexes)), data[rule + 1:-1].decode()


def seconds(text):
    sign = -1 if text.startswith("-") else 1
    parts = [int(p) for p in text.lstrip("+-").split(":")] + [0, 0]
    return sign * (parts[0] * 3600 + parts[1] * 60 + parts[2])


def periods(types, moves, rule):
    """From when on which types are told apart by their offset."""
    first = next((i for i, (offset, _) in enumerate(types)), 0)
    all_moves = [(None, first)] + moves
    ends = re.match(r"(<[^>]+>|[A-Za-z]+)([-+\d:]+)(?:(<[^>]+>|[A-Za-z]+)([-+\d:]*))?", rule)
    if ends:
        standard = -seconds(ends[2])
        later = [(standard, ends[1].strip("<>"))]
        if ends[3]:
            later.append((-seconds(ends[4]) if ends[4] else standard + 3600, ends[3].strip("<>")))
        last = moves[-1][0] if moves else None
        for each in later:
            if each not in types:
                types.append(each)
            all_moves.append((last, types.index(each)))
    out = []
    known = {}
    for moment, index in all_moves:
        offset, name = types[index]
        if not out or known.get(offset, name) != name:
            known = {}
            out.append((moment, []))
        if offset not in known:
            known[offset] = name
            out[-1][1].append(index)
    return out


def zones():
    archive = zipfile.ZipFile(go("env", "GOROOT") + "/lib/time/zoneinfo.zip")
    tables = {}
    for name in sorted(archive.namelist()):
        data = archive.read(name)
        if not data.startswith(b"TZif"):
            continue
        types, moves, rule = zone(data)
        spans = periods(types, moves, rule)
        line = " ".join("%s=%d" % (n, o) for o, n in types) + "\t" + " ".join(
            ("" if m is None else str(m)) + ":" + ",".join(map(str, i)) for m, i in spans)
        tables.setdefault(line, []).append(name)
    for line, names in tables.items():
        print(" ".join(names) + "\t" + line)


sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
{"locales": locales, "zones": zones}[sys.argv[1]]()
