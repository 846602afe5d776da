"""Include and exclude lists of the filter processor, valid or nearly so, over the inputs of the cases."""

import inputs

TEXTS = ["checkout", "cart", "x", "INFO", "GET /cart", "root", "bare", "lib", "1.2.3", "", "r", "Hello World"]
PATTERNS = ["c.*", "^ro", "o$", "IN", "[", "", "lib", "^1\\.2", ".", "(temp|req)", "^$", "(?i)hello"]
KINDS = ["SPAN_KIND_SERVER", "SPAN_KIND_CLIENT", "SPAN_KIND_INTERNAL", "SPAN_KIND_UNSPECIFIED", "server"]
METRICS = ["temp", "requests", "bytes", "latency", "exp", "sum mary", "none", "temp2"]
VALUES = ["checkout", "h1", "Hello World", 5, 42, -7, 1.5, True, False, ["x", "y"], ["y", "x"], [1], {"a": 1}, {}, "5", "true"]
SEVERITIES = ["INFO", "info", "9", "ERROR4", "TRACE", "", "24", "25", "0", "NOPE", "UNSPECIFIED"]
EXPRESSIONS = ['MetricName == "temp"', "MetricName != 'a'", 'HasLabel("code")', 'Label("host") == "h2" and MetricType != "Sum"',
               'not HasLabel("code") || MetricName matches "^b"', 'MetricName contains "e"', 'MetricType startsWith "Exp"',
               '(MetricName endsWith "s")', "true", '!(Label("code") == "")', 'MetricType == "Gauge"', 'Label("host") == Label("host")']


def texts(r, from_):
    return [r.choice(from_) for _ in range(r.choice([0, 1, 1, 2, 3]))]


def attributes(r, kind):
    items = []
    for _ in range(r.choice([1, 1, 2])):
        item = {"key": r.choice(["service.name", "host.name", "n", "tags", "s", "i", "neg", "missing", "b", "d"] + list(inputs.RICH))}
        if r.random() < 0.02:
            item["key"] = ""
        if r.random() < 0.8:
            item["value"] = r.choice(PATTERNS if kind == "regexp" and r.random() < 0.9 else VALUES)
        items.append(item)
    return items


def properties(r, signal):
    kind = r.choice(["strict", "strict", "regexp", "regexp", "strict", "regexp", "nope", ""]) if r.random() < 0.4 else r.choice(["strict", "regexp"])
    words = PATTERNS if kind == "regexp" else TEXTS
    said = {"match_type": kind}
    if signal == "metrics":
        choices = {
            "metric_names": lambda: texts(r, PATTERNS if kind == "regexp" else METRICS),
            "resource_attributes": lambda: attributes(r, kind),
            "regexp": lambda: {"cacheenabled": True, "cachemaxnumentries": 3},
        }
        if r.random() < 0.25:
            said["match_type"] = "expr"
            choices = {"expressions": lambda: [e for e in texts(r, EXPRESSIONS)]}
    elif signal == "logs":
        choices = {
            "bodies": lambda: texts(r, words),
            "severity_texts": lambda: texts(r, words),
            "severity_number": lambda: {k: v for k, v in {"min": r.choice(SEVERITIES), "match_undefined": r.random() < 0.5}.items() if r.random() < 0.8},
            "resource_attributes": lambda: attributes(r, kind),
            "record_attributes": lambda: attributes(r, kind),
        }
    else:
        choices = {
            "services": lambda: texts(r, words),
            "span_names": lambda: texts(r, words),
            "span_kinds": lambda: texts(r, PATTERNS if kind == "regexp" else KINDS[: r.choice([3, 5])]),
            "attributes": lambda: attributes(r, kind),
            "resources": lambda: attributes(r, kind),
            "libraries": lambda: [{k: v for k, v in {"name": r.choice(["lib"] + words), "version": r.choice(["1.2.3"] + words)}.items() if k == "name" or r.random() < 0.5} for _ in range(r.choice([1, 1, 2]))],
            "regexp": lambda: {"cacheenabled": True},
            "log_bodies": lambda: texts(r, words),
        }
    for name in r.sample(sorted(choices), min(len(choices), r.choice([1, 1, 2, 3]))):
        said[name] = choices[name]()
    if r.random() < 0.02:
        said["other"] = 1
    return said


def config(r, signal):
    """A filter processor's configuration with lists of a signal."""
    key = "spans" if signal == "traces" else signal
    lists = {name: properties(r, signal) for name in ("include", "exclude") if r.random() < 0.65}
    if r.random() < 0.03:
        lists["include"] = None
    made = {"error_mode": r.choice(["ignore", "propagate"]), key: lists}
    if r.random() < 0.04:
        made[signal] = dict(made.get(signal, {}), resource=['attributes["n"] == 6'])
    if r.random() < 0.04:
        made[{"traces": "trace", "logs": "log", "metrics": "metric"}[signal] + "_conditions"] = ['resource.attributes["n"] == 6']
    return made
