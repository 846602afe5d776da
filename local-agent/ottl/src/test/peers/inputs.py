"""Inputs of the cases: one rich batch a signal."""


def s(v):
    return {"stringValue": v}


def i(v):
    return {"intValue": str(v)}


def d(v):
    return {"doubleValue": v}


def b(v):
    return {"boolValue": v}


def by(v):
    return {"bytesValue": v}


def arr(*v):
    return {"arrayValue": {"values": list(v)}}


def m(**kv):
    return {"kvlistValue": {"values": kvs(kv)}}


def kvs(values):
    return [{"key": k, "value": v} for k, v in values.items()]


RICH = {
    "s": s("Hello World"),
    "empty": s(""),
    "i": i(42),
    "neg": i(-7),
    "big": i(9007199254740993),
    "d": d(3.75),
    "whole": d(2.0),
    "t": b(True),
    "f": b(False),
    "bytes": by("AQID/w=="),
    "nothing": {},
    "list": arr(i(3), i(1), i(2), i(1)),
    "mixed": arr(i(1), s("a"), b(True), d(2.5), {}),
    "strs": arr(s("b"), s("a"), s("C"), s("a")),
    "dbls": arr(d(2.5), d(-1.0), d(10.0)),
    "bools": arr(b(True), b(False)),
    "map": m(x=i(1), y=m(z=s("deep"), w=arr(i(1), i(2))), k=s("v")),
    "emap": m(),
    "elist": arr(),
    "people": arr(m(name=s("ann"), age=i(30)), m(name=s("bob"), age=i(41))),
    "json": s('{"a":1,"b":[1,2.5,"x"],"c":{"d":null,"e":true},"html":"<a&b>"}'),
    "csv": s('1,"two, too",3'),
    "kv": s('a=1 b="two three" c=x'),
    "url": s("https://user:pw@example.com:8443/a/b.html?q=1&r=a%20b#frag"),
    "time": s("2024-02-29T12:34:56.789Z"),
    "ip": s("192.168.1.10"),
    "uni": s("héllo wörld ✓ 日本"),
    "num": s("123"),
    "fl": s("1.5"),
    "hex": s("ff"),
    "path": s("/api/v1/users/123/orders/456"),
    "xml": s('<a id="1"><b>one</b><b x="y">two</b><c/></a>'),
    "snake": s("some_snake_case"),
    "camel": s("someCamelCaseHTTPText"),
    "card": s("4539 1488 0343 6467"),
    "b64": s("aGVsbG8="),
}

RESOURCE = {
    "service.name": s("checkout"),
    "host.name": s("h1"),
    "n": i(5),
    "tags": arr(s("x"), s("y")),
}
SCOPE = {"name": "lib", "version": "1.2.3", "attributes": kvs({"sa": s("sv"), "sn": i(1)}), "droppedAttributesCount": 2}


def record(**fields):
    base = {
        "timeUnixNano": "1709210096789000000",
        "observedTimeUnixNano": "1709210097000000000",
        "severityNumber": 9,
        "severityText": "INFO",
        "body": s("user 123 logged in from 10.0.0.1"),
        "attributes": kvs(RICH),
        "droppedAttributesCount": 1,
        "flags": 1,
        "traceId": "0102030405060708090a0b0c0d0e0f10",
        "spanId": "0102030405060708",
        "eventName": "login",
    }
    base.update(fields)
    return base


def logs(*records):
    return {
        "resourceLogs": [
            {
                "resource": {"attributes": kvs(RESOURCE), "droppedAttributesCount": 3},
                "scopeLogs": [{"scope": SCOPE, "logRecords": list(records), "schemaUrl": "https://example.com/scope"}],
                "schemaUrl": "https://example.com/schema",
            }
        ]
    }


LOGS = logs(record())
THREE = logs(
    record(attributes=kvs({"i": i(1), "s": s("one"), "list": arr(i(1))})),
    record(
        severityNumber=17,
        severityText="ERROR",
        body=m(msg=s("boom"), code=i(500), inner=m(a=arr(i(1), i(2)))),
        attributes=kvs({"i": i(2), "s": s("two"), "j": s("{bad")}),
        traceId="",
        spanId="",
    ),
    record(severityNumber=0, severityText="", body=arr(i(1), s("x")), attributes=[], eventName=""),
)

TWO_RESOURCES = {
    "resourceLogs": [
        LOGS["resourceLogs"][0],
        {
            "resource": {"attributes": kvs({"service.name": s("cart")})},
            "scopeLogs": [
                {"scope": {"name": "a"}, "logRecords": [{"body": s("one"), "attributes": kvs({"i": i(1)})}]},
                {"scope": {"name": "b"}, "logRecords": [{"body": i(7), "attributes": kvs({"i": i(2)})}, {"body": {}}]},
            ],
        },
        {"resource": {"attributes": []}, "scopeLogs": []},
        {"scopeLogs": [{"scope": {"name": "none"}, "logRecords": []}]},
    ]
}


def span(**fields):
    base = {
        "traceId": "0102030405060708090a0b0c0d0e0f10",
        "spanId": "0102030405060708",
        "parentSpanId": "1112131415161718",
        "traceState": "a=1,b=2",
        "flags": 257,
        "name": "GET /users/123",
        "kind": 2,
        "startTimeUnixNano": "1709210096000000000",
        "endTimeUnixNano": "1709210096789000000",
        "attributes": kvs({**RICH, "http.request.method": s("GET"), "http.route": s("/users/{id}"), "url.path": s("/users/123")}),
        "droppedAttributesCount": 1,
        "events": [
            {"timeUnixNano": "1709210096100000000", "name": "exception", "attributes": kvs({"exception.message": s("boom"), "n": i(1)}), "droppedAttributesCount": 1},
            {"timeUnixNano": "1709210096200000000", "name": "retry", "attributes": kvs({"n": i(2)})},
        ],
        "droppedEventsCount": 4,
        "links": [{"traceId": "ffffffffffffffffffffffffffffffff", "spanId": "eeeeeeeeeeeeeeee", "traceState": "z=9", "attributes": kvs({"l": s("link")}), "flags": 1}],
        "droppedLinksCount": 5,
        "status": {"code": 2, "message": "bad"},
    }
    base.update(fields)
    return base


def traces(*spans):
    return {
        "resourceSpans": [
            {
                "resource": {"attributes": kvs(RESOURCE), "droppedAttributesCount": 3},
                "scopeSpans": [{"scope": SCOPE, "spans": list(spans), "schemaUrl": "https://example.com/scope"}],
                "schemaUrl": "https://example.com/schema",
            }
        ]
    }


ROOT = span(spanId="2122232425262728", parentSpanId="", name="root", kind=3, status={}, traceState="", events=[], links=[], attributes=kvs({"i": i(1), "db.system.name": s("postgresql"), "db.operation.name": s("SELECT"), "db.collection.name": s("users")}))
BARE = {"traceId": "0102030405060708090a0b0c0d0e0f10", "spanId": "3132333435363738", "name": "bare"}
TRACES = traces(span())
SPANS = traces(span(), ROOT, BARE)


def point(**fields):
    base = {
        "attributes": kvs({"host": s("h1"), "code": i(200), "m": m(a=i(1))}),
        "startTimeUnixNano": "1709210000000000000",
        "timeUnixNano": "1709210060000000000",
    }
    base.update(fields)
    return base


EXEMPLAR = {"timeUnixNano": "1709210030000000000", "asDouble": 2.5, "spanId": "0102030405060708", "traceId": "0102030405060708090a0b0c0d0e0f10", "filteredAttributes": kvs({"fa": s("x"), "n": i(3)})}

GAUGE = {"name": "temp", "description": "a gauge", "unit": "Cel", "metadata": kvs({"md": s("x")}), "gauge": {"dataPoints": [point(asDouble=21.5, exemplars=[EXEMPLAR]), point(asInt="7", attributes=kvs({"host": s("h2"), "code": i(500)}), flags=1)]}}
SUM = {"name": "requests", "unit": "1", "sum": {"aggregationTemporality": 2, "isMonotonic": True, "dataPoints": [point(asInt="10"), point(asInt="20", attributes=kvs({"host": s("h2"), "code": i(200)})), point(asInt="5", attributes=kvs({"host": s("h1"), "code": i(500)}))]}}
DELTA = {"name": "bytes", "unit": "By", "sum": {"aggregationTemporality": 1, "dataPoints": [point(asDouble=1.25), point(asDouble=2.5, attributes=kvs({"host": s("h2")}))]}}
HISTOGRAM = {"name": "latency", "unit": "ms", "histogram": {"aggregationTemporality": 1, "dataPoints": [
    point(count="10", sum=123.5, min=1.0, max=40.0, bucketCounts=["1", "2", "3", "4"], explicitBounds=[5, 10, 20], exemplars=[EXEMPLAR]),
    point(count="4", sum=20.0, bucketCounts=["4", "0", "0", "0"], explicitBounds=[5, 10, 20], attributes=kvs({"host": s("h2")})),
]}}
EXPONENTIAL = {"name": "exp", "unit": "ms", "exponentialHistogram": {"aggregationTemporality": 1, "dataPoints": [
    point(count="20", sum=100.0, min=0.5, max=30.0, scale=1, zeroCount="2", zeroThreshold=0.001, positive={"offset": 1, "bucketCounts": ["1", "2", "3", "4"]}, negative={"offset": 0, "bucketCounts": ["5", "3"]}),
    point(count="6", sum=10.0, scale=1, zeroCount="1", positive={"offset": 0, "bucketCounts": ["2", "3"]}, attributes=kvs({"host": s("h2")})),
]}}
SUMMARY = {"name": "sum mary", "summary": {"dataPoints": [point(count="100", sum=2500.0, quantileValues=[{"quantile": 0.5, "value": 20.0}, {"quantile": 0.99, "value": 90.0}]), point(count="3", sum=6.0, attributes=kvs({"host": s("h2")}))]}}
NONE = {"name": "none", "description": "no data"}
KINDS = {"gauge": GAUGE, "sum": SUM, "delta": DELTA, "histogram": HISTOGRAM, "exponential": EXPONENTIAL, "summary": SUMMARY}


def metrics(*list_of):
    return {
        "resourceMetrics": [
            {
                "resource": {"attributes": kvs(RESOURCE), "droppedAttributesCount": 3},
                "scopeMetrics": [{"scope": SCOPE, "metrics": list(list_of), "schemaUrl": "https://example.com/scope"}],
                "schemaUrl": "https://example.com/schema",
            }
        ]
    }


METRICS = metrics(GAUGE, SUM, DELTA, HISTOGRAM, EXPONENTIAL, SUMMARY, NONE)

PROFILES = {
    "resourceProfiles": [
        {
            "resource": {"attributes": kvs(RESOURCE)},
            "scopeProfiles": [
                {
                    "scope": SCOPE,
                    "profiles": [
                        {
                            "sampleType": {"typeStrindex": 1, "unitStrindex": 2},
                            "samples": [
                                {"stackIndex": 1, "values": ["10", "20"], "attributeIndices": [1], "timestampsUnixNano": ["1709210000000000001", "1709210000000000002"]},
                                {"stackIndex": 1, "values": ["5"], "attributeIndices": [1, 2], "linkIndex": 1},
                            ],
                            "timeUnixNano": "1709210000000000000",
                            "durationNano": "60000000000",
                            "periodType": {"typeStrindex": 1, "unitStrindex": 2},
                            "period": "10000000",
                            "profileId": "0102030405060708090a0b0c0d0e0f10",
                            "droppedAttributesCount": 1,
                            "originalPayloadFormat": "pprof",
                            "originalPayload": "AQID",
                            "attributeIndices": [1, 2],
                        },
                        {"sampleType": {"typeStrindex": 3, "unitStrindex": 2}, "samples": [], "profileId": "ff02030405060708090a0b0c0d0e0f10"},
                    ],
                    "schemaUrl": "https://example.com/scope",
                }
            ],
            "schemaUrl": "https://example.com/schema",
        }
    ],
    "dictionary": {
        "mappingTable": [{}],
        "locationTable": [{}, {"address": "4096", "lines": [{"functionIndex": 1, "line": "10"}]}],
        "functionTable": [{}, {"nameStrindex": 4}],
        "linkTable": [{}, {"traceId": "0102030405060708090a0b0c0d0e0f10", "spanId": "0102030405060708"}],
        "stringTable": ["", "cpu", "nanoseconds", "wall", "main", "thread.name", "k"],
        "attributeTable": [{}, {"keyStrindex": 5, "value": s("worker")}, {"keyStrindex": 6, "value": i(7), "unitStrindex": 2}],
        "stackTable": [{}, {"locationIndices": [1]}],
    },
}
