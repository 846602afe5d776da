"""Writes random cases of texts and numbers, a line of JSON each, to stdout; the same ones for the same seed.

usage: texts.py formats|times|zones|languages|written|percentiles SEED COUNT

formats: verbs of Format. times: Time with directives. zones: local times, abbreviations and offsets. languages: names in
other languages, of which it reads locale-names.txt. written: FormatTime. percentiles: functions of histograms. What
docs/ottl-differences.md lists is left out, and so are formats that the collector never ends with, and those without a
year, whose results are of the year in which they are asked for.
"""

import json
import pathlib
import random
import re
import sys

NAMES = pathlib.Path(__file__).parents[2] / "main/resources/dev/eyepiece/ottl/function/locale-names.txt"

ATTRIBUTES = {
    "i0": {"intValue": "0"}, "imin": {"intValue": "-9223372036854775808"}, "imax": {"intValue": "9223372036854775807"},
    "d0": {"doubleValue": 0}, "dneg0": {"doubleValue": -0.0}, "dmin": {"doubleValue": 5e-324},
    "dmax": {"doubleValue": 1.7976931348623157e308}, "dnan": {"doubleValue": "NaN"}, "dinf": {"doubleValue": "Infinity"},
    "dninf": {"doubleValue": "-Infinity"}, "dthird": {"doubleValue": 0.3333333333333333},
    "dbig": {"doubleValue": 123456789012345680000.0}, "d21": {"doubleValue": 1e21}, "dsub": {"doubleValue": 2.2250738585072011e-308},
    "b": {"bytesValue": "AQL/YWI="}, "bu": {"bytesValue": "aMOpbMO2"}, "be": {"bytesValue": ""},
    "u": {"stringValue": "a\u00a0b\u200bc\t`\u007f\U0001f600\u00e9\"'\\"}, "s": {"stringValue": "Hello"}, "e": {"stringValue": ""},
}
VALUES = ['log.attributes["%s"]' % key for key in ATTRIBUTES] + [
    "1", "-1", "42", "65", "255", "128512", "1114112", "55296", "1.5", "-2.5", "100.0", "0.1", "123456.789", "1000000.0",
    "0.00001", "12345678.0", "0.5", "2.5", "0.000123456", "true", "false", "nil", '"abc"', '"\u00e9\u65e5\u672c"', '""', '"a\\"b"',
    '"a`b\\n"', "0x0102ff", "0x616263", 'Duration("1h2m3.5s")', 'Duration("0s")', 'Duration("-5ms")', 'Split("a,b", ",")',
    'Split("", ",")', "[1, 2]", "[1.5, 2.5]", '["x", "y"]', "[true]", "[]", '[nil, "a", 1]', 'Seconds(Duration("90s"))',
    'Len("abc")', "log.time_unix_nano", 'Hex("abc")', "log.flags", "TraceID(0x0102030405060708090a0b0c0d0e0f10)",
]
TIME_VALUE = 'Time("2024-02-29 13:04:05.123", "%Y-%m-%d %H:%M:%S.%L", "America/New_York")'
FLAGS = ["", "", "", "+", "-", "#", "0", " ", "+0", "-0", "#0", "# ", "+#", "+-", " 0", "#+0-", "+ "]
WIDTHS = ["", "", "", "1", "6", "12", "25"]
PRECISIONS = ["", "", "", ".", ".0", ".1", ".2", ".3", ".10", ".20"]
LETTERS = "abcdefghijklmnoqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!\u00e9\u4e16"
PIECES = ["%", "%", "%", "[", "]", "[1]", "[2]", "[3]", "[0]", "[9]", "[x]", "[-1]", "[ 1]", "[]", "*", ".", "1", "05", "12", "-",
          "+", "#", " ", "0", "d", "v", "s", "q", "x", "f", "g", "t", "T", "c", "U", "o", "%%", "abc", "\u00e9", "!", "%d", "%s", "%v",
          "%[1]v", "%[2]*[1]d", "%*d", "%.*f", "%-*d", "%.[2]*d", "%[3]*.[2]*[1]f"]

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "America/Sao_Paulo", "Europe/London",
         "Europe/Dublin", "Asia/Tokyo", "Pacific/Auckland", "Pacific/Apia", "Africa/Casablanca", "Asia/Kathmandu",
         "America/St_Johns", "GMT", "Etc/GMT+5", "Asia/Pyongyang", "Pacific/Guam", "Asia/Makassar", "Europe/Lisbon", "Local",
         "US/Pacific", "Zulu", "America/Argentina/Buenos_Aires", "Antarctica/Troll", "Australia/Lord_Howe", "Europe/Moscow",
         "Asia/Shanghai", "Africa/Lagos", "Europe/Kyiv"]
WRONG_ZONES = ["", "nope", "europe/berlin"]
ABBREVIATIONS = ["UTC", "GMT", "CEST", "EDT", "PST", "PDT", "IST", "BST", "JST", "AEST", "AEDT", "NZST", "MDT", "LMT", "EWT", "WITA",
                 "ChST", "MeST", "+03", "-05", "+0530", "XYZ", "ABCDT", "MSK", "WEST", "Z", "utc", "AB", "GMT+25", "+003"]
OFFSETS = ["+0000", "-0000", "+0100", "+01:00", "-0500", "-05:00", "+05", "-03", "Z", "+0530", "+05:45", "+1400", "-1200", "+0260",
           "+01:00:30", "-070000", "+01", "+1", "0100", "+10:00"]
MONTHS = ["Jan", "January", "Feb", "February", "Mar", "May", "Jun", "June", "Sep", "Sept", "September", "Oct", "dec", "DECEMBER",
          "Xyz", "August", "Aug"]
DAYS = ["Mon", "Monday", "Tue", "Sunday", "sun", "Freitag", "Sat", "saturday", "Xx"]
FORMATS = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S.%L%z", "%Y-%m-%d %H:%M:%S %Z", "%a, %d %b %Y %T %z",
           "%A %B %g %Y %r", "%F %T", "%D %R", "%d%b%y", "%d/%b/%Y:%H:%M:%S %z", "%Y%m%d%H%M%S", "%c", "%F %T.%f", "%F %T,%s",
           "%Y-%m-%dT%H:%M:%SZ", "%F %I:%M %p", "%y%m%d", "%F %T%j", "%F %T%k", "%F %T %i", "%B %d, %Y %H:%M", "%Y %b %d %H:%M:%S %Z"]
LITERALS = [" ", "-", "/", ":", "T", " ", ".", "_", "__", "Jan", "PM", "at ", "\u00e9", ",", "Z", "[", "Mon", ""]
MOMENTS = ["2024-03-31", "2024-10-27", "2024-11-03", "2024-03-10", "2024-04-07", "2024-10-06", "2011-12-30"]

r = random.Random()

# Whether numbers may be out of range: followed by a blank, the collector would ask for ever.
wrong_numbers = False


def text(value):
    return json.dumps(value, ensure_ascii=False)


def number(low, high, width):
    value = r.randint(0, high * 2) if wrong_numbers and r.random() < 0.1 else r.randint(low, high)
    return "%d" % value if r.random() < 0.3 else "%0*d" % (width, value)


def date():
    return number(1990, 2030, 4) + "-" + number(1, 12, 2) + "-" + number(1, 31, 2)


def american():
    year = number(1990, 2030, 4) if r.random() < 0.5 else number(0, 99, 2)
    return number(1, 12, 2) + "/" + number(1, 31, 2) + "/" + year


def clock(most=23):
    return number(0, most, 2) + ":" + number(0, 59, 2) + ":" + number(0, 59, 2)


DIRECTIVES = {
    "%Y": lambda: number(1970, 2040, 4), "%y": lambda: number(0, 99, 2), "%m": lambda: number(1, 12, 2), "%o": lambda: number(1, 12, 2),
    "%q": lambda: number(1, 12, 1), "%b": lambda: r.choice(MONTHS), "%h": lambda: r.choice(MONTHS), "%B": lambda: r.choice(MONTHS),
    "%d": lambda: number(1, 31, 2), "%e": lambda: number(1, 31, 2), "%g": lambda: number(1, 31, 1), "%a": lambda: r.choice(DAYS),
    "%A": lambda: r.choice(DAYS), "%H": lambda: number(0, 23, 2), "%l": lambda: number(0, 12, 1), "%I": lambda: number(0, 12, 2),
    "%p": lambda: r.choice(["AM", "PM", "am", "Pm"]), "%P": lambda: r.choice(["am", "pm", "AM"]), "%M": lambda: number(0, 59, 2),
    "%S": lambda: number(0, 59, 2) + r.choice(["", "", "", ".5", ",123456789", ".1234567891", "."]),
    "%L": lambda: "%03d" % r.randint(0, 999), "%f": lambda: "%06d" % r.randint(0, 999999), "%s": lambda: "%09d" % r.randint(0, 999999999),
    "%Z": lambda: r.choice(ABBREVIATIONS), "%z": lambda: r.choice(OFFSETS), "%w": lambda: r.choice(OFFSETS), "%i": lambda: r.choice(OFFSETS),
    "%j": lambda: r.choice(OFFSETS), "%k": lambda: r.choice(OFFSETS), "%D": american, "%x": american, "%F": date, "%T": clock, "%X": clock,
    "%r": lambda: clock(12) + " " + r.choice(["am", "pm", "PM"]), "%R": lambda: number(0, 23, 2) + ":" + number(0, 59, 2),
    "%n": lambda: "\n", "%t": lambda: "\t", "%%": lambda: "%",
    "%c": lambda: r.choice(DAYS) + " " + r.choice(MONTHS) + " " + number(1, 31, 2) + " " + clock() + " " + number(1990, 2030, 4),
}


def dated(form):
    return any(year in form for year in ("%Y", "%y", "%F", "%D", "%x", "%c"))


def format_of_time():
    if r.random() < 0.6:
        return r.choice(FORMATS)
    form = some_directives()
    while not dated(form):
        form = some_directives()
    return form


def some_directives():
    return "".join(r.choice(list(DIRECTIVES)) + r.choice(LITERALS) for _ in range(r.randint(1, 5)))


def written(form, directives):
    global wrong_numbers
    wrong_numbers = not any(blank in form for blank in (" ", "%r", "%c", "%n", "%t"))
    out = re.sub("%.", lambda m: directives[m[0]](), form, flags=re.S)
    chance = r.random()
    if chance < 0.05:
        return out + r.choice(["x", "1", "Z"])
    if chance < 0.09:
        return out[:r.randint(0, len(out))]
    return out


def shown(time):
    return r.choice(["UnixNano(%s)", 'FormatTime(%s, "%%F %%T %%z")', "Hour(%s)"]) % time


def a_format():
    def verb():
        return "%" + r.choice(FLAGS) + r.choice(WIDTHS) + r.choice(PRECISIONS) + r.choice(
            "dvsqxXfeEgGtTcUobOF" if r.random() < 0.9 else LETTERS)

    if r.random() < 0.6:
        value = r.choice(VALUES)
        if r.random() < 0.03:
            return "Format(%s, [%s])" % (text("%" + r.choice(["", "20", ".4"]) + r.choice("vsqxXT")), TIME_VALUE)
        return "Format(%s, [%s])" % (text(r.choice(["", "a", "|"]) + verb() + r.choice(["", "|"])), value)
    form = "".join(r.choice(PIECES) for _ in range(r.randint(1, 7)))
    values = [r.choice(VALUES) if r.random() < 0.5 else str(r.randint(0, 12)) for _ in range(r.randint(0, 3))]
    return "Format(%s, [%s])" % (text(form), ", ".join(values))


def formats():
    return "[" + ", ".join(a_format() for _ in range(40)) + "]"


def times():
    form = format_of_time()
    zone = r.choice(["", ', "UTC"', ', "Europe/Berlin"', ', "America/New_York"'])
    return shown("Time(%s, %s%s)" % (text(written(form, DIRECTIVES)), text(form), zone))


def zones():
    zone = r.choice(ZONES if r.random() < 0.95 else WRONG_ZONES)
    form = r.choice(["%F %T", "%F %T", "%F %T %Z", "%F %T %z", "%F %T %j"])
    directives = dict(DIRECTIVES)
    directives["%F"] = lambda: r.choice(MOMENTS) if r.random() < 0.7 else "%04d-%02d-%02d" % (
        r.randint(1970, 2100), r.randint(1, 12), r.randint(1, 28))
    directives["%T"] = lambda: "%02d:%02d:%02d" % (r.randint(0, 4), r.randint(0, 59), r.randint(0, 59))
    time = "Time(%s, %s%s)" % (text(written(form, directives)), text(form), ", " + text(zone) if zone else "")
    if "%Z" in form:
        return shown(time)
    return r.choice([shown(time), 'FormatTime(%s, "%%F %%T %%Z %%z")' % time, 'Format("%%v", [%s])' % time])


def languages():
    tags, short_days, long_days, short_months, long_months, halves = r.choice(LANGUAGES)
    tag = r.choice(tags.split(" ")) if r.random() < 0.97 else r.choice(["xx", "EN", "en_US", "pt-br", "de-DE-1996", ""])

    def name(names, english):
        known = [each for each in names.split("|") if each]
        if not known or r.random() < 0.05:
            return r.choice(english)
        each = r.choice(known)
        return each if r.random() < 0.8 else r.choice([each.upper(), each.lower()])

    directives = dict(DIRECTIVES)
    directives["%b"] = directives["%h"] = lambda: name(short_months, MONTHS)
    directives["%B"] = lambda: name(long_months, MONTHS)
    directives["%a"] = lambda: name(short_days, DAYS)
    directives["%A"] = lambda: name(long_days, DAYS)
    directives["%p"] = directives["%P"] = lambda: name(halves, ["AM", "PM", "am"])
    form = format_of_time() if r.random() < 0.3 else r.choice([
        "%d %B %Y %H:%M:%S", "%a %d %b %Y %T", "%A, %e. %B %Y", "%Y %b %e %H:%M:%S", "%I:%M:%S %p %F", "%F %l:%M %P", "%B %d %Y",
        "%A %d %B %Y %R", "%d. %b %Y, %H:%M"])
    return 'UnixNano(Time(%s, %s, "UTC", %s))' % (text(written(form, directives)), text(form), text(tag))


def formatted():
    moment = "Unix(%d, %d)" % (
        r.choice([0, 1700000000, -5000000000, 951782400, 68169600, 253402300800, r.randint(-2 ** 33, 2 ** 33)]),
        r.choice([0, 5, 120000000, 999999999]))
    local = 'Time("%04d-%02d-%02d %02d:%02d:%02d.%06d", "%%Y-%%m-%%d %%H:%%M:%%S.%%f", %s)' % (
        r.randint(1850, 2060), r.randint(1, 12), r.randint(1, 28), r.randint(0, 23), r.randint(0, 59), r.randint(0, 59),
        r.randint(0, 999999), text(r.choice(ZONES)))
    end = r.choice(["", " %Z", " %Z %z", " %z", " __%g", " _%g", " %j %k %w %i"])
    return "FormatTime(%s, %s)" % (r.choice([moment, local]), text(format_of_time() + end))


def histogram():
    bounds = sorted({round(r.uniform(1, 200), r.choice([0, 1, 3])) for _ in range(r.randint(0, 8))} | set(r.choice([[], [-20.5]])))
    counts = [r.choice([0, 0, 1, 2, 5, 17, 1000]) for _ in range(len(bounds) + 1)]
    point = {"count": str(sum(counts) if r.random() < 0.9 else r.randint(0, 50)), "bucketCounts": [str(c) for c in counts],
             "explicitBounds": bounds, "timeUnixNano": "5"}
    if r.random() < 0.5:
        point["min"] = r.choice([-100.5, -1.5, 0.25])
    if r.random() < 0.5:
        point["max"] = r.choice([0.5, 199.25, 1000.5])
    if r.random() < 0.5:
        point["sum"] = 12.5
    return point


def exponential():
    positive = [r.choice([0, 1, 2, 9, 100]) for _ in range(r.randint(0, 8))]
    negative = [r.choice([0, 1, 2, 9]) for _ in range(r.choice([0, 0, 3]))]
    zero = r.choice([0, 0, 3])
    count = sum(positive) + sum(negative) + zero if r.random() < 0.92 else r.randint(0, 99)
    return {"count": str(count), "scale": r.choice([-3, -1, 0, 1, 2, 3, 5, 8, 20, 10]), "zeroCount": str(zero),
            "zeroThreshold": r.choice([0, 0.001, 0.5]), "timeUnixNano": "5",
            "positive": {"offset": r.choice([0, -3, 5, -1000, 40, 1 << 20]), "bucketCounts": [str(c) for c in positive]},
            "negative": {"offset": r.choice([0, -3, 5]), "bucketCounts": [str(c) for c in negative]}}


def metrics():
    found = []
    for i in range(3):
        if r.random() < 0.5:
            found.append({"name": "h%d" % i, "unit": "ms", "description": r.choice(["", "d"]), "histogram": {
                "aggregationTemporality": r.choice([1, 2]), "dataPoints": [histogram(), histogram()]}})
        else:
            found.append({"name": "e%d" % i, "exponentialHistogram": {
                "aggregationTemporality": 2, "dataPoints": [exponential(), exponential()]}})
    return {"resourceMetrics": [{"scopeMetrics": [{"metrics": found}]}]}


def percentile():
    if r.random() < 0.7:
        given = r.choice(["50.0", "99.0", "99.9", "1.0", "95.0", "0.001", "99.999", "33.3333", "12.5", "0.0", "100.0", "10.0", "75", "90",
                          "0.00001", "0.0000001", "%.6f" % r.uniform(0.01, 99.99)])
        return "extract_percentile_metric(%s%s)" % (given, r.choice(["", ', "_x"']))
    bounds = ", ".join("%.3f" % bound for bound in sorted(r.uniform(-5, 300) for _ in range(r.randint(1, 6))))
    return 'convert_exponential_histogram_to_histogram("%s", [%s])' % (r.choice(["midpoint", "uniform", "upper"]), bounds)


def main():
    kind, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    r.seed(seed)
    log = {"timeUnixNano": "1700000000123456789", "body": {"stringValue": "x"}}
    if kind == "formats":
        log["attributes"] = [{"key": key, "value": value} for key, value in ATTRIBUTES.items()]
    logs = {"resourceLogs": [{"scopeLogs": [{"logRecords": [log]}]}]}
    make = {"formats": formats, "times": times, "zones": zones, "languages": languages, "written": formatted,
            "percentiles": percentile}[kind]
    for i in range(count):
        line = {"id": "%s%05d" % (kind[0] + kind[-2], i)}
        if kind == "percentiles":
            line.update(signal="metrics", processor="transform", config={"error_mode": "propagate", "metric_statements": [
                {"context": "metric", "statements": [make()]}]}, input=metrics())
        else:
            line.update(signal="logs", processor="transform", config={"error_mode": "propagate", "log_statements": [
                'set(log.attributes["out"], %s)' % make()]}, input=logs)
        print(json.dumps(line, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    LANGUAGES = [line.rstrip("\n").split("\t") for line in NAMES.open(encoding="utf-8")]
    main()
