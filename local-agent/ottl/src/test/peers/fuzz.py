"""Writes random cases, a line of JSON each, to stdout: rules that are valid or nearly so, over the inputs of the cases.

usage: fuzz.py SEED COUNT

What has no one outcome in the collector is left out: times of day, random ids, and the order of maps that Go made. So is
what docs/ottl-differences.md lists.
"""

import json
import random
import sys

import calls
import inputs
import lists

TEXTS = ["", "a", "Hello World", "b", "x=1 y=2", "192.168.1.10", "true", "12", "1.5", "é日本", "a,b,c", "2024-02-29", "%d",
         "$1", "a.b", "ff", "https://example.com/a?b=1#c", '{"a":1}', "[1,2]", "foo bar", "some_snake_case", "<a b='1'>c</a>"]
KEYS = list(inputs.RICH) + ["missing", "new"]
PATTERNS = ["a", "^H", "o+", "(?P<w>\\\\w+) (?P<v>.*)", "[0-9]+", "l*", "$", "(l)(l)", "\\\\bW", "(?i)hello", "é|b", "."]
GLOBS = ["*", "H*", "*o*", "a?", "{a,b}", "[!a]*", "Hello World"]
NUMBERS = ["0", "1", "-1", "2", "5", "42", "100", "9223372036854775807"]
FLOATS = ["0.0", "1.5", "-2.5", "100.0", "3.75", "0.1"]

CONTEXTS = {
    "log": ("logs", "log_statements", "log_conditions"),
    "span": ("traces", "trace_statements", "trace_conditions"),
    "datapoint": ("metrics", "metric_statements", "metric_conditions"),
    "metric": ("metrics", "metric_statements", "metric_conditions"),
    "resource": ("logs", "log_statements", None),
    "scope": ("traces", "trace_statements", None),
}
TEXT_PATHS = {
    "log": ["log.severity_text", "log.event_name", "log.trace_id.string", "log.body.string"],
    "span": ["span.name", "span.status.message", "span.kind.string", "span.span_id.string", "span.trace_state"],
    "datapoint": ["metric.name", "metric.unit"],
    "metric": ["metric.name", "metric.description", "metric.unit"],
    "resource": ["resource.schema_url"],
    "scope": ["scope.name", "scope.version"],
}
INT_PATHS = {
    "log": ["log.severity_number", "log.flags", "log.time_unix_nano", "log.dropped_attributes_count"],
    "span": ["span.kind", "span.start_time_unix_nano", "span.status.code", "span.dropped_events_count"],
    "datapoint": ["datapoint.value_int", "datapoint.flags", "datapoint.count", "metric.type"],
    "metric": ["metric.type"],
    "resource": ["resource.dropped_attributes_count"],
    "scope": ["scope.dropped_attributes_count"],
}
OTHER_PATHS = {
    "log": ["log.body", "log.trace_id", "log.attributes", "resource.attributes", "log.cache"],
    "span": ["span.trace_id", "span.attributes", "span.parent_span_id", "span.cache"],
    "datapoint": ["datapoint.value_double", "datapoint.sum", "datapoint.attributes", "metric.data_points"],
    "metric": ["metric.is_monotonic", "metric.aggregation_temporality", "metric.metadata"],
    "resource": ["resource.attributes"],
    "scope": ["scope.attributes", "resource.attributes"],
}


class Generator:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.context = "log"
        self.calls = calls.Calls(self.r, self.plain)

    def plain(self, context):
        """A value without paths of its own, or with those of a context that this knows."""
        self.context = context if context in CONTEXTS else "resource"
        return self.value(1 if context in CONTEXTS else 0)

    def pick(self, items):
        return self.r.choice(items)

    def quoted(self, text):
        return '"' + text.replace('"', '\\"') + '"'

    def attributes(self):
        if self.context == "metric":
            return "metric.metadata"
        return self.context + ".attributes"

    def attribute(self):
        owner = self.attributes() if self.r.random() < 0.85 else "resource.attributes"
        if self.context != "resource" and self.r.random() < 0.05:
            owner = self.context + ".cache"
        path = owner + "[" + self.quoted(self.pick(KEYS)) + "]"
        if self.r.random() < 0.08:
            path += "[" + self.pick(['"x"', '"y"', "0", "1", "7"]) + "]"
        return path

    def value(self, depth):
        kind = self.pick([self.text, self.integer, self.real, self.boolean, self.anything, self.map, self.list])
        return kind(depth)

    def anything(self, depth):
        return self.pick([self.attribute, lambda: self.pick(OTHER_PATHS[self.context]), lambda: "nil",
                          lambda: "0x" + self.pick(["00", "ff01", "0102030405060708"])])()

    def text(self, depth):
        roll = self.r.random()
        if depth <= 0 or roll < 0.25:
            return self.quoted(self.pick(TEXTS))
        if roll < 0.5:
            return self.attribute()
        if roll < 0.58:
            return self.pick(TEXT_PATHS[self.context])
        if roll < 0.62:
            return self.value(depth - 1)
        d = depth - 1
        t = self.text
        return self.pick([
            lambda: "Concat([%s, %s], %s)" % (t(d), self.value(d), t(d)),
            lambda: "ToUpperCase(%s)" % t(d),
            lambda: "ToLowerCase(%s)" % t(d),
            lambda: "ToSnakeCase(%s)" % t(d),
            lambda: "ToCamelCase(%s)" % t(d),
            lambda: "ConvertCase(%s, %s)" % (t(d), self.quoted(self.pick(["upper", "lower", "snake", "camel", "x"]))),
            lambda: "Substring(%s, %s, %s)" % (t(d), self.integer(d), self.integer(d)),
            lambda: "Trim(%s)" % t(d),
            lambda: "TrimPrefix(%s, %s)" % (t(d), t(d)),
            lambda: "TrimSuffix(%s, %s)" % (t(d), t(d)),
            lambda: "String(%s)" % self.value(d),
            lambda: "Hex(%s)" % self.value(d),
            lambda: "%s(%s)" % (self.pick(["MD5", "SHA1", "SHA256", "SHA512", "Murmur3Hash", "XXH3", "XXH128"]), t(d)),
            lambda: "Base64Encode(%s)" % t(d),
            lambda: "Decode(%s, %s)" % (t(d), self.quoted(self.pick(["base64", "base64-raw", "utf-8", "us-ascii"]))),
            lambda: "Format(%s, [%s, %s])" % (self.quoted(self.pick(["%s-%s", "%v %d", "%q", "%5.1f|%x", "%t"])),
                                              t(d), self.integer(d)),
            lambda: "Coalesce([%s, %s])" % (self.value(d), t(d)),
            lambda: "GetXML(%s, %s)" % (t(d), self.quoted(self.pick(["/a", "//b", "/a/@id", "//b[1]/text()"]))),
            lambda: "RemoveXML(%s, %s)" % (t(d), self.quoted(self.pick(["/a/b", "//@x", "//c"]))),
            lambda: "Split(%s, %s)[%s]" % (t(d), t(d), self.pick(["0", "1", "5"])),
        ])()

    def integer(self, depth):
        roll = self.r.random()
        if depth <= 0 or roll < 0.35:
            return self.pick(NUMBERS)
        if roll < 0.5:
            return self.attribute()
        if roll < 0.58:
            return self.pick(INT_PATHS[self.context])
        if roll < 0.62:
            return self.value(depth - 1)
        d = depth - 1
        return self.pick([
            lambda: "Len(%s)" % self.value(d),
            lambda: "Index(%s, %s)" % (self.value(d), self.value(d)),
            lambda: "Int(%s)" % self.value(d),
            lambda: "ParseInt(%s, %s)" % (self.text(d), self.pick(["10", "16", "2", "0", "37"])),
            lambda: "FNV(%s)" % self.text(d),
            lambda: "%s %s %s" % (self.integer(d), self.pick("+-*/"), self.integer(d)),
            lambda: "(%s %s %s)" % (self.integer(d), self.pick("+-*/"), self.integer(d)),
            lambda: "UnixNano(Unix(%s, %s))" % (self.seconds(), self.pick(["0", "1", "999999999", "42"])),
            lambda: "%s(Unix(%s))" % (self.pick(["Year", "Month", "Day", "Weekday", "Hour", "Minute"]), self.seconds()),
        ])()

    def seconds(self):
        return self.pick(["0", "-1", "1709210096", "-86400", "4102444800", self.attributes() + '["i"]'])

    def real(self, depth):
        roll = self.r.random()
        if depth <= 0 or roll < 0.5:
            return self.pick(FLOATS)
        d = depth - 1
        return self.pick([
            lambda: "Double(%s)" % self.value(d),
            lambda: "Log(%s)" % self.value(d),
            lambda: "%s %s %s" % (self.real(d), self.pick("+-*/"), self.integer(d)),
            lambda: 'Hours(Duration("%s"))' % self.pick(["1h", "90m", "1.5s", "x"]),
        ])()

    def boolean(self, depth):
        roll = self.r.random()
        if depth <= 0 or roll < 0.3:
            return self.pick(["true", "false"])
        d = depth - 1
        return self.pick([
            lambda: "Is%s(%s)" % (self.pick(["String", "Int", "Double", "Bool", "Map", "List"]), self.value(d)),
            lambda: "IsMatch(%s, %s)" % (self.value(d), self.quoted(self.pick(PATTERNS))),
            lambda: "HasPrefix(%s, %s)" % (self.text(d), self.text(d)),
            lambda: "HasSuffix(%s, %s)" % (self.text(d), self.text(d)),
            lambda: "ContainsValue(%s, %s)" % (self.list(d), self.value(d)),
            lambda: 'IsInCIDR(%s, ["192.168.0.0/16"])' % self.text(d),
            lambda: "IsValidLuhn(%s)" % self.text(d),
            lambda: "Bool(%s)" % self.value(d),
        ])()

    def list(self, depth):
        roll = self.r.random()
        if depth <= 0 or roll < 0.3:
            return "[" + ", ".join(self.value(0) for _ in range(self.r.randrange(4))) + "]"
        if roll < 0.6:
            return self.attributes() + "[" + self.quoted(self.pick(["list", "mixed", "strs", "dbls", "elist"])) + "]"
        d = depth - 1
        return self.pick([
            lambda: "Split(%s, %s)" % (self.text(d), self.text(d)),
            lambda: "Sort(%s, %s)" % (self.list(d), self.quoted(self.pick(["asc", "desc"]))),
            lambda: "Keys(%s)" % self.map(0),
            lambda: "Values(%s)" % self.map(0),
        ])()

    def map(self, depth):
        roll = self.r.random()
        if depth <= 0 or roll < 0.4:
            return self.attributes() + self.pick(["", '["map"]', '["emap"]'])
        if roll < 0.7:
            return "{" + ", ".join("%s: %s" % (self.quoted(self.pick(["a", "b", "c"])), self.value(0))
                                   for _ in range(self.r.randrange(3))) + "}"
        d = depth - 1
        return self.pick([
            lambda: "ParseJSON(%s)" % self.text(d),
            lambda: "ParseKeyValue(%s)" % self.text(d),
            lambda: "ParseCSV(%s, %s)" % (self.text(d), self.quoted("a,b,c")),
            lambda: "ExtractPatterns(%s, %s)" % (self.text(d), self.quoted(self.pick(PATTERNS))),
            lambda: "URL(%s)" % self.text(d),
            lambda: "ParseXML(%s)" % self.text(d),
            lambda: "ParseSimplifiedXML(%s)" % self.text(d),
            lambda: "ExtractGrokPatterns(%s, %s)" % (self.text(d), self.quoted(self.pick(
                ["%{WORD:w}", "%{INT:n:int}", "%{IP:ip}", "%{GREEDYDATA:m}"]))),
            lambda: "UserAgent(%s)" % self.text(d),
        ])()

    def condition(self, depth):
        roll = self.r.random()
        if depth > 0 and roll < 0.25:
            return "%s %s %s" % (self.condition(depth - 1), self.pick(["and", "or"]), self.condition(depth - 1))
        if depth > 0 and roll < 0.35:
            return self.pick(["not (%s)", "(%s)"]) % self.condition(depth - 1)
        if roll < 0.5:
            return self.pick(["", "not "]) + self.boolean(2)
        return "%s %s %s" % (self.value(2), self.pick(["==", "!=", "<", "<=", ">", ">="]), self.value(2))

    def target(self):
        roll = self.r.random()
        if roll < 0.7:
            return self.attribute()
        return self.pick(TEXT_PATHS[self.context] + INT_PATHS[self.context] + OTHER_PATHS[self.context])

    def editor(self):
        m = self.attributes
        return self.pick([
            lambda: "set(%s, %s)" % (self.target(), self.value(3)),
            lambda: "set(%s, %s)" % (self.target(), self.value(3)),
            lambda: "set(%s, %s)" % (self.target(), self.text(3)),
            lambda: "delete_key(%s, %s)" % (m(), self.text(1)),
            lambda: "delete_matching_keys(%s, %s)" % (m(), self.quoted(self.pick(PATTERNS))),
            lambda: "keep_keys(%s, [%s, %s])" % (m(), self.quoted(self.pick(KEYS)), self.text(1)),
            lambda: "keep_matching_keys(%s, %s)" % (m(), self.quoted(self.pick(PATTERNS))),
            lambda: "limit(%s, %s, [%s])" % (m(), self.pick(["0", "3", "50"]), self.quoted(self.pick(KEYS))),
            lambda: "truncate_all(%s, %s)" % (m(), self.pick(["0", "1", "3", "100"])),
            lambda: "merge_maps(%s, %s, %s)" % (m(), self.map(2), self.quoted(self.pick(["insert", "update", "upsert", "x"]))),
            lambda: "replace_match(%s, %s, %s)" % (self.target(), self.quoted(self.pick(GLOBS)), self.text(1)),
            lambda: "replace_pattern(%s, %s, %s)" % (self.target(), self.quoted(self.pick(PATTERNS)), self.text(1)),
            lambda: "replace_all_matches(%s, %s, %s)" % (m(), self.quoted(self.pick(GLOBS)), self.text(1)),
            lambda: 'replace_all_patterns(%s, "%s", %s, %s)' % (m(), self.pick(["key", "value"]),
                                                                self.quoted(self.pick(PATTERNS)), self.text(1)),
            lambda: "flatten(%s)" % self.pick([m(), m() + '["map"]']),
            lambda: "append(%s, %s)" % (self.attribute(), self.pick([self.text, self.integer, self.real, self.boolean])(1)),
            lambda: "stringify_all(%s)" % m(),
        ])()

    def damaged(self, text):
        at = self.r.randrange(len(text) + 1)
        roll = self.r.random()
        if roll < 0.5:
            return text[:at] + self.pick(["(", ")", "[", "]", '"', ",", " ", ".", "=", "nil", "1", "-", "not ", "é", "{"]) + text[at:]
        return text[:at] + text[at + self.r.randrange(1, 4):]

    def lists(self, number):
        signal = self.pick(["traces", "logs", "metrics"])
        data = {"traces": inputs.SPANS, "logs": inputs.THREE, "metrics": inputs.METRICS}[signal]
        return {"id": "f%06d" % number, "signal": signal, "processor": "filter", "config": lists.config(self.r, signal), "input": data}

    def case(self, number):
        if self.r.random() < 0.08:
            return self.lists(number)
        if self.r.random() < 0.5:
            return self.calls.case(number)
        self.context = self.pick(["log", "log", "log", "span", "span", "datapoint", "metric", "resource", "scope"])
        signal, statements, conditions = CONTEXTS[self.context]
        data = {"logs": [inputs.LOGS, inputs.THREE], "traces": [inputs.TRACES], "metrics": [inputs.METRICS]}[signal]
        mode = self.pick(["propagate", "propagate", "propagate", "ignore"])
        filtering = conditions is not None and self.r.random() < 0.25
        texts = []
        for _ in range(self.pick([1, 1, 1, 2, 3])):
            if filtering:
                text = self.condition(2)
            else:
                text = self.editor()
                if self.r.random() < 0.4:
                    text += " where " + self.condition(1)
            texts.append(self.damaged(text) if "XML(" not in text and self.r.random() < 0.07 else text)
        config = {"error_mode": mode, (conditions if filtering else statements): texts}
        return {"id": "f%06d" % number, "signal": signal, "processor": "filter" if filtering else "transform",
                "config": config, "input": self.pick(data)}


def main():
    generator = Generator(int(sys.argv[1]))
    for number in range(int(sys.argv[2])):
        print(json.dumps(generator.case(number), ensure_ascii=False, separators=(",", ":")))


main()
