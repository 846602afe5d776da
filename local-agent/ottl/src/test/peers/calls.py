"""Calls of every function in every context: those of the cases, with their arguments exchanged and their paths drawn anew.

Functions and contexts come evenly. What has no one outcome in the collector (see fuzz.py) is left out.
"""

import re

import expressions
import inputs
import signals

CALL = re.compile(r"\b([A-Za-z][A-Za-z0-9_]*)\(")
ATTRIBUTE = re.compile(r'log\.attributes\["(\w+)"\]')
PATH = re.compile(r"(?<![\w.\"/])(log|resource|scope|instrumentation_scope|span|spanevent|metric|datapoint|exemplar|profile|profilesample)\.([a-z_]+)")
# What is by chance: the hour, ids, and the order of maps that Go made and that lists and limits show.
CHANCE = re.compile(r'\b(Now|UUID|UUIDv7)\(|"random"|ExtractGrokPatterns\(.*=|\b(Keys|Values|Reduce|ToKeyValueString|Find|limit)\((.*)(Parse|URL|UserAgent|Extract|\{)')
# The table of attributes that profiles share shows that order too.
TABLES = re.compile(r"(set|merge_maps)\((profile|profilesample)\.attributes,.*(Parse|URL|UserAgent|Extract|SliceToMap|Map|Filter)")
EXPONENTIAL = re.compile(r"replace_all_patterns\((resource|scope)")

READ = {
    "log": {"log": """time time_unix_nano observed_time observed_time_unix_nano severity_number severity_text body body.string body["x"]
        attributes attributes["i"] dropped_attributes_count flags trace_id trace_id.string span_id span_id.string event_name cache
        cache["x"] nope"""},
    "span": {"span": signals.SPAN_PATHS["span"]},
    "spanevent": {"spanevent": signals.SPAN_PATHS["spanevent"], "span": "name status.code attributes[\"i\"]"},
    "metric": {"metric": signals.METRIC_PATHS["metric"]},
    "datapoint": {"datapoint": signals.METRIC_PATHS["datapoint"], "metric": "name unit type is_monotonic aggregation_temporality"},
    "exemplar": {"exemplar": signals.METRIC_PATHS["exemplar"], "datapoint": "flags value_double attributes[\"host\"]", "metric": "name"},
    "profile": {"profile": signals.PROFILE_PATHS["profile"]},
    "profilesample": {"profilesample": signals.PROFILE_PATHS["profilesample"], "profile": "period profile_id.string attributes[\"k\"]"},
    "scope": {"scope": signals.SPAN_PATHS["scope"]},
    "resource": {"resource": signals.SPAN_PATHS["resource"]},
}
OWNERS = {"metric": "metric.metadata", "exemplar": "exemplar.filtered_attributes"}
KEYS = {
    "spanevent": ["n", "exception.message"], "datapoint": ["host", "code", "m"], "exemplar": ["fa", "n"], "metric": ["md"],
    "profile": ["thread.name", "k"], "profilesample": ["thread.name", "k"], "scope": ["sa", "sn"], "resource": ["service.name", "n", "tags"],
}
SIGNALS = {
    "logs": (["log", "log", "resource", "scope"], [inputs.LOGS, inputs.THREE, inputs.TWO_RESOURCES]),
    "traces": (["span", "span", "spanevent", "resource", "scope"], [inputs.TRACES, inputs.SPANS]),
    "metrics": (["metric", "metric", "metric", "datapoint", "datapoint", "exemplar", "resource", "scope"], [inputs.METRICS]),
    "profiles": (["profile", "profilesample", "resource", "scope"], [inputs.PROFILES]),
}
FILTERED = {"logs": ["log"], "traces": ["span", "spanevent"], "metrics": ["metric", "datapoint"], "profiles": ["profile"]}
OLD_NAMES = {"log": "log_record"}
LAMBDAS = {"All", "Any", "Filter", "Find", "MapEach", "MapKeys", "Reduce", "When"}
LAMBDA_GATE = "ottl.functions.enableLambda"
FLAT_GATE = "transform.flatten.logs"
OWN = {
    "log": {"ParseCLF", "ParseLEEF", "ParseCEF"},
    "span": {"IsRootSpan", "set_semconv_span_name"},
    "datapoint": {"convert_summary_sum_val_to_sum", "convert_summary_count_val_to_sum", "merge_histogram_buckets"},
    "metric": {"convert_sum_to_gauge", "convert_gauge_to_sum", "extract_count_metric", "extract_sum_metric",
               "extract_percentile_metric", "copy_metric", "scale_metric", "aggregate_on_attributes", "aggregate_on_attribute_value",
               "convert_exponential_histogram_to_histogram", "convert_summary_quantile_val_to_gauge"},
}
# Only filters have these.
FILTERS = {"HasAttrKeyOnDatapoint", "HasAttrOnDatapoint"}


def end(text, at):
    """Where the bracket that opens at a place is closed, or -1; and the commas right inside of it."""
    depth, quoted, commas = 0, False, []
    i = at
    while i < len(text):
        c = text[i]
        if quoted:
            if c == "\\":
                i += 1
            elif c == '"':
                quoted = False
        elif c == '"':
            quoted = True
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth == 0:
                return i, commas
        elif c == "," and depth == 1:
            commas.append(i)
        i += 1
    return -1, []


def calls(text):
    """Every call in a text: its name and the texts of its arguments."""
    for match in CALL.finditer(text):
        closed, commas = end(text, match.end() - 1)
        if closed > 0:
            ends = [match.end() - 1] + commas + [closed]
            arguments = [text[a + 1 : b].strip() for a, b in zip(ends, ends[1:])]
            yield match.group(1), [] if arguments == [""] else arguments


def pool():
    made = {}
    blocks = [expressions.EXPRESSIONS, expressions.CONDITIONS, expressions.EDITORS, expressions.LAMBDAS]
    texts = [line for block in blocks for line in expressions.lines(block)]
    texts += signals.SPAN_EDITORS + signals.METRIC_EDITORS + signals.PROFILE_EDITORS
    for text in texts + ['ParseELF(log.attributes["bytes"])', 'HasAttrKeyOnDatapoint("host")', 'HasAttrOnDatapoint("host", "h2")', 'HasAttrOnDatapoint("code", "200")', 'append(log.attributes["list"], value=nil)']:
        for name, arguments in calls(text):
            made.setdefault(name, []).append(arguments)
    for name in ("A", "nope", "SET", "set", "UUID", "UUIDv7", "Now", "Nope", "NoSuch", "Match", "ToLower", "route", "attrib", "Base64Decode", "sanitize_utf8"):
        made.pop(name, None)
    return {name: given for name, given in made.items() if "_" not in name or len(given) > 1}


class Calls:
    """Random rules of random calls; plain() gives a value that a plain generator would write."""

    def __init__(self, random, plain):
        self.r = random
        self.plain = plain
        self.pool = pool()
        own = set().union(*OWN.values())
        assert own | FILTERS <= set(self.pool), own | FILTERS - set(self.pool)
        self.editors = sorted(n for n in self.pool if n[0].islower() and n not in own)
        self.converters = sorted(n for n in self.pool if n[0].isupper() and n not in own | FILTERS)
        self.context = "log"

    def path(self):
        table = READ[self.context]
        context = self.context if self.r.random() < 0.6 else self.r.choice(sorted(table))
        if self.r.random() < 0.2 and self.context != "resource":
            context = self.r.choice(["resource", "scope"]) if self.context != "scope" else "resource"
            table = {"resource": 'attributes["service.name"] attributes dropped_attributes_count schema_url',
                     "scope": 'name version attributes attributes["sa"] schema_url'}
        if self.r.random() < 0.01:
            return 'otelcol.client.metadata["x"]'
        return context + "." + self.r.choice(table[context].split())

    def attribute(self, key):
        """Most often the attributes of the cases stand in the record; where they do not, another of its own."""
        owner = OWNERS.get(self.context, self.context + ".attributes")
        if self.context in KEYS and self.r.random() < 0.5:
            key = self.r.choice(KEYS[self.context])
        return '%s["%s"]' % (owner, key)

    def moved(self, text):
        """A text of the cases in this context."""
        text = ATTRIBUTE.sub(lambda m: self.attribute(m.group(1)), text)
        context = self.context

        def place(m):
            if m.group(1) in READ[context] or m.group(1) in ("resource", "scope"):
                return m.group(0)
            if m.group(2) in ("attributes", "metadata", "filtered_attributes"):
                return OWNERS.get(context, context + ".attributes")
            return self.path() if self.r.random() < 0.9 else m.group(0)

        return PATH.sub(place, text)

    def argument(self, name, position, depth):
        roll = self.r.random()
        others = [given[position] for given in self.pool[name] if len(given) > position]
        if roll < 0.55 and others:
            return self.r.choice(others)
        if roll < 0.75:
            return self.path()
        if roll < 0.9 and depth > 0:
            return self.call(self.r.choice(self.converters), depth - 1)
        return self.plain(self.context)

    def call(self, name, depth):
        if name == "copy_metric":
            # Its copies are come to as well: without a condition, or renamed, they would be copied for ever.
            return 'copy_metric(%s) where metric.name == "%s"' % (", ".join(self.r.choice(self.pool[name])), self.r.choice(["temp", "latency", "exp"]))
        arguments = list(self.r.choice(self.pool[name]))
        for i, text in enumerate(arguments):
            arguments[i] = self.argument(name, i, depth) if self.r.random() < 0.22 else text
        return "%s(%s)" % (name, ", ".join(self.moved(a) for a in arguments))

    def converter(self, filtering):
        own = sorted(n for n in OWN.get(self.context, ()) if n[0].isupper() and not (filtering and n.startswith("Parse")))
        if filtering and self.context == "metric":
            own = sorted(FILTERS)
        return self.call(self.r.choice(own if own and self.r.random() < 0.1 else self.converters), 2)

    def condition(self, filtering):
        roll = self.r.random()
        if roll < 0.12:
            return "%s %s %s" % (self.condition(filtering), self.r.choice(["and", "or"]), self.condition(filtering))
        if roll < 0.3:
            return self.moved(self.r.choice(list(expressions.lines(expressions.CONDITIONS))))
        if roll < 0.45:
            return self.converter(filtering)
        left = self.converter(filtering) if self.r.random() < 0.6 else self.path()
        right = self.plain(self.context) if self.r.random() < 0.6 else self.r.choice([self.path(), left])
        return "%s %s %s" % (left, self.r.choice(["==", "!=", "<", "<=", ">", ">="]), right)

    def editor(self):
        roll = self.r.random()
        own = sorted(n for n in OWN.get(self.context, ()) if n[0].islower())
        if own and roll < 0.45:
            text = self.call(self.r.choice(own), 1)
            if self.context == "metric" and "copy_metric" not in text and self.r.random() < 0.7:
                text += ' where metric.name == "%s"' % self.r.choice(["temp", "requests", "bytes", "latency", "exp", "sum mary"])
            return text
        if roll < 0.55:
            return self.call(self.r.choice(self.editors), 1)
        target = self.attribute("out") if self.r.random() < 0.5 else self.path()
        value = self.path() if self.r.random() < 0.25 else self.converter(False)
        return "set(%s, %s)" % (target, value)

    def statement(self):
        text = self.editor()
        return text + " where " + self.condition(False) if self.r.random() < 0.35 and " where " not in text else text

    def certain(self, write):
        """Something whose outcome is no chance."""
        while True:
            text = write()
            if not any(pattern.search(text) for pattern in (CHANCE, TABLES, EXPONENTIAL)):
                return text

    def bare(self, text):
        """With its context said elsewhere, the paths need none."""
        return text.replace(self.context + ".", "") if self.r.random() < 0.5 else text

    def group(self, filtering):
        """A group with what it may say; flat, a list of texts."""
        write = (lambda: self.condition(True)) if filtering else self.statement
        texts = [self.certain(write) for _ in range(self.r.choice([1, 1, 1, 2, 3]))]
        texts = [t for t in texts if t.startswith("copy_metric")][:1] or texts
        if self.r.random() < 0.55:
            return texts
        group = {"conditions" if filtering else "statements": texts}
        if self.r.random() < 0.6:
            group["context"] = self.context
            group = {k: [self.bare(t) for t in v] if isinstance(v, list) else v for k, v in group.items()}
        if self.r.random() < 0.4:
            group["error_mode"] = self.r.choice(["ignore", "silent", "propagate"])
        if not filtering and self.r.random() < 0.3:
            group["conditions"] = [self.certain(lambda: self.condition(True)) for _ in range(self.r.choice([1, 2]))]
        return [group]

    def case(self, number):
        signal = self.r.choice(sorted(SIGNALS))
        contexts, data = SIGNALS[signal]
        filtering = self.r.random() < 0.3
        mode = self.r.choice(["propagate", "propagate", "ignore"])
        key = {"logs": "log", "traces": "trace", "metrics": "metric", "profiles": "profile"}[signal]
        config, gates = {"error_mode": mode}, []
        self.context = self.r.choice(FILTERED[signal] + ["resource"] if filtering else contexts)
        if filtering and self.r.random() < 0.4:
            texts = [self.certain(lambda: self.condition(True)) for _ in range(self.r.choice([1, 2]))]
            config[signal] = {OLD_NAMES.get(self.context, self.context): [t.replace(self.context + ".", "") for t in texts]}
        else:
            groups = self.group(filtering)
            if isinstance(groups[0], dict) and self.r.random() < 0.3:
                self.context = self.r.choice(FILTERED[signal] if filtering else contexts)
                more = self.group(filtering)
                groups += more if isinstance(more[0], dict) else [{"conditions" if filtering else "statements": more}]
            config[key + ("_conditions" if filtering else "_statements")] = groups
        written = str(config)
        if any(name + "(" in written for name in LAMBDAS) and self.r.random() < 0.9:
            gates.append(LAMBDA_GATE)
        if signal == "logs" and not filtering and self.r.random() < 0.1:
            config["flatten_data"] = True
            gates += [FLAT_GATE] if self.r.random() < 0.9 else []
        made = {"id": "f%06d" % number, "signal": signal, "processor": "filter" if filtering else "transform", "config": config,
                "input": self.r.choice(data)}
        if gates:
            made["gates"] = gates
        return made
