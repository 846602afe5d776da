"""Writes the cases, a line of JSON each, to stdout. The same ones each time."""

import json

import configs
import expressions
import signals
from inputs import LOGS, METRICS, KINDS, PROFILES, SPANS, TRACES, metrics

COUNT = 0


def case(signal, processor, config, data, gates=()):
    global COUNT
    COUNT += 1
    line = {"id": "c%05d" % COUNT, "signal": signal, "processor": processor, "config": config, "input": data}
    if gates:
        line["gates"] = list(gates)
    print(json.dumps(line, ensure_ascii=False, separators=(",", ":")))


def transform(signal, statements, data, gates=()):
    key = {"logs": "log", "traces": "trace", "metrics": "metric", "profiles": "profile"}[signal] + "_statements"
    case(signal, "transform", {"error_mode": "propagate", key: statements}, data, gates)


def main():
    for text in expressions.lines(expressions.EXPRESSIONS):
        transform("logs", ['set(log.attributes["out"], ' + text + ")"], LOGS)
    for text in expressions.lines(expressions.CONDITIONS):
        transform("logs", ['set(log.attributes["out"], true) where ' + text], LOGS)
        case("logs", "filter", {"error_mode": "propagate", "log_conditions": [text]}, LOGS)
    for text in expressions.lines(expressions.EDITORS):
        transform("logs", [text], LOGS)
    for text in expressions.lines(expressions.LAMBDAS):
        transform("logs", ['set(log.attributes["out"], ' + text + ")"], LOGS, ["ottl.functions.enableLambda"])
    transform("logs", ['set(log.attributes["out"], When(() => true, 1, 2))'], LOGS)
    for signal, data, contexts in (
        ("traces", TRACES, signals.SPAN_PATHS),
        ("metrics", METRICS, signals.METRIC_PATHS),
        ("profiles", PROFILES, signals.PROFILE_PATHS),
    ):
        for context, paths in contexts.items():
            attributes = "filtered_attributes" if context == "exemplar" else "attributes"
            if context == "metric":
                attributes = "metadata"
            for name in paths.split():
                path = context + "." + name
                transform(signal, ["set(%s.%s[\"out\"], %s)" % (context, attributes, path)], data)
                transform(signal, ["set(%s.%s[\"out\"], Format(\"%%v\", [%s]))" % (context, attributes, path)], data)
                for value in signals.VALUES:
                    if context in ("scope", "resource") and not value[0] in '1"n{':
                        continue
                    if context == "datapoint" and "." not in name:
                        for kind in KINDS.values():
                            transform(signal, ["set(%s, %s)" % (path, value)], metrics(kind))
                    else:
                        transform(signal, ["set(%s, %s)" % (path, value)], data)
    for text in signals.SPAN_EDITORS:
        transform("traces", [text], SPANS)
    for text in signals.METRIC_EDITORS:
        transform("metrics", [text], METRICS)
        case("metrics", "transform", {"error_mode": "propagate", "metric_statements": [{"context": "datapoint" if "_val_to_sum" in text or "merge_hist" in text else "metric", "statements": [text]}]}, METRICS)
    for text in signals.PROFILE_EDITORS:
        transform("profiles", [text], PROFILES)
    for signal, processor, config, data, gates in list(configs.transforms()) + list(configs.filters()):
        case(signal, processor, config, data, gates)


main()
