"""Writes cases that random rules led to, a line of JSON each, to stdout: empty bytes, bytes as lists, quoted texts.

The same ones each time; they stand behind those of cases.py in the corpus.
"""

import copy
import json

import inputs

COUNT = 0

LOGS = copy.deepcopy(inputs.LOGS)
LOGS["resourceLogs"][0]["scopeLogs"][0]["logRecords"][0]["attributes"] += [
    {"key": "eb", "value": {"bytesValue": ""}},
    {"key": "u", "value": {"stringValue": "a\u00a0b\u200bc\ufeffd\u0001\t`\u007f\U0001f600\u2028\ue000\u00e9\ufffd\"'\\\U000e0001"}},
]
PROFILES = copy.deepcopy(inputs.PROFILES)
del PROFILES["resourceProfiles"][0]["scopeProfiles"][0]["profiles"][0]["originalPayload"]
EMPTY = 'log.attributes["eb"]'

LISTS = """
Concat(0x0001ff, ",")
Concat(log.attributes["bytes"], ",")
ContainsValue(0x0102, 1)
Sort(0x0201)
Len(0x0102)
Index(0x0102, 1)
SliceToMap(0x0102)
Format("%v", 0x0102)
Coalesce(0x0102)
Concat([0x0102], ",")
ContainsValue(log.attributes["bytes"], 1)
IsInCIDR("1.2.3.4", 0x01)
Sort(log.attributes["bytes"])
Concat(log.trace_id, ",")
Concat(log.attributes["map"], ",")
Values(log.attributes["bytes"])
Format("%v-%v", log.attributes["list"])
Format("%v-%v", log.attributes["bytes"])
Format("%v", log.attributes["s"])
Coalesce(log.attributes["list"])
Coalesce(log.attributes["bytes"])
""".strip().split("\n")

COMPARED = ["== nil", "!= nil", "< 0x02", "<= 0x02", '== ""', "!= 1", "<= nil", "nil", "== X", "!= X", "< X"]

EMPTY_VALUES = """
Coalesce([X, 1])
IsEmpty(X)
String(X)
Hex(X)
Len(X)
X
Concat([X], ",")
[X]
{"a": X}
Format("%v", [X])
Index([X, 1], X)
Decode(X, "utf-8")
Base64Encode(String(X))
ContainsValue([1, X], nil)
ContainsValue([1, nil], X)
Int(X)
Bool(X)
Double(X)
SHA1(X)
Concat(X, ",")
IsMatch(X, "")
TraceID(X)
ParseJSON(String(X))
""".strip().split("\n")

VERBS = ["%q", "%+q", "%#q", "%#+q", "% q", "%10q", "%.3q", "%-8q|", "%#v", "%+v", "%#.2q", "%08q"]
SHOWN = ['log.attributes["u"]', 'log.attributes["s"]', "7", "0", "127", "160", "8203", "128512", "917505", "34", "39", "92", "-1", "55296",
         "1114112", "9", "10", '"a\\tb"', '"a`b"', "true", "nil", 'log.attributes["bytes"]']

OPAQUE = {
    ("profiles", "profile"): """attribute_indices == attribute_indices;attribute_indices != 1;samples != 1;sample_type != 1;profile_id != 1
        profile_id == profile_id;period_type == period_type;samples == samples;time != 1;duration != 1;attribute_indices == nil
        samples == nil;samples != nil;nil != original_payload;original_payload == 0x010203;original_payload != 0x01""",
    ("traces", "span"): """events == events;events != 1;events == nil;links != 1;status != 1;status == status;trace_state != 1
        trace_id != 1;links == links""",
    ("metrics", "datapoint"): """exemplars == exemplars;exemplars != 1;bucket_counts != 1;quantile_values != 1;positive != 1
        positive == positive;explicit_bounds != 1;bucket_counts == nil;exemplars == nil;positive == nil;metric.data_points != 1
        metric.data_points == metric.data_points""",
}
NUMBERLESS = copy.deepcopy(inputs.METRICS)
NUMBERLESS["resourceMetrics"][0]["scopeMetrics"][0]["metrics"][3]["histogram"]["dataPoints"][1].update(bucketCounts=[], explicitBounds=[])
NUMBERS = "explicit_bounds bucket_counts negative.bucket_counts positive.bucket_counts".split()
DATA = {"profiles": inputs.PROFILES, "traces": inputs.TRACES, "metrics": inputs.METRICS}


def case(signal, processor, config, data):
    global COUNT
    COUNT += 1
    line = {"id": "e%05d" % COUNT, "signal": signal, "processor": processor, "config": dict(config, error_mode="propagate"), "input": data}
    print(json.dumps(line, ensure_ascii=False, separators=(",", ":")))


def out(value, signal="logs", data=LOGS):
    context = signal[:-1]
    case(signal, "transform", {context + "_statements": ['set(%s.attributes["out"], %s)' % (context, value)]}, data)


def main():
    for value in LISTS:
        out(value)
    for editor in ("keep_keys(log.attributes, 0x0102)", 'append(log.attributes["list"], values=0x0102)',
                   'append(log.attributes["list"], values=log.attributes["bytes"])'):
        case("logs", "transform", {"log_statements": [editor]}, LOGS)
    for compared in COMPARED:
        case("logs", "filter", {"log_conditions": ["%s %s" % (EMPTY, compared.replace("X", EMPTY))]}, LOGS)
        condition = "original_payload " + compared.replace("X", "original_payload")
        case("profiles", "filter", {"profiles": {"profile": [condition]}}, PROFILES)
    for value in EMPTY_VALUES:
        out(value.replace("X", EMPTY))
        out(value.replace("X", "profile.original_payload"), "profiles", PROFILES)
    for verb in VERBS:
        for shown in SHOWN:
            out('Format("%s", [%s])' % (verb, shown))
    for (signal, context), conditions in OPAQUE.items():
        for condition in conditions.replace("\n", ";").split(";"):
            case(signal, "filter", {signal: {context: [condition.strip()]}}, DATA[signal])
    out('Format("%T|%8T", [log.attributes["missing"], nil])')
    for number in NUMBERS:
        for value in ("String(datapoint.%s)", 'Concat([datapoint.%s], ",")', "Len(datapoint.%s)"):
            statement = 'set(datapoint.attributes["out"], %s)' % (value % number)
            case("metrics", "transform", {"metric_statements": [{"error_mode": "ignore", "statements": [statement]}]}, NUMBERLESS)


main()
