"""Writes the shapes that are measured, a case of JSON a line, to stdout. The same ones each time.

The id tells how many records and statements a case has: "name/records/statements". A case whose name
begins with "load" is compiled, the others are run.
"""

import json

COUNT = 100
SIXTY = "GET /api/v1/users/8841723/orders/7719 took 1532 ms, cached=0"


def text(key, value):
    return {"key": key, "value": {"stringValue": value}}


def number(key, value):
    return {"key": key, "value": {"intValue": str(value)}}


def attributes(i):
    return [
        text("http.request.method", ["GET", "POST", "PUT"][i % 3]),
        text("url.path", "/api/v1/users/%d/orders" % (8841723 + 7 * i)),
        text("url.scheme", "https"),
        text("server.address", "shop-%d.example.com" % (i % 8)),
        number("server.port", 443),
        number("http.response.status_code", [200, 200, 200, 404, 500][i % 5]),
        text("client.address", "10.0.%d.%d" % (i % 16, i)),
        text("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101"),
        text("network.protocol.version", "1.1"),
        text("http.route", "/api/v1/users/{id}/orders"),
        text("thread.name", "worker-%d" % (i % 12)),
        text("message", SIXTY),
    ]


def spans():
    made = []
    for i in range(COUNT):
        made.append({
            "traceId": "%032x" % (0x5B8EFFF798038103D269B633813FC60C + i), "spanId": "%016x" % (0xEEE19B7EC3C1B174 + i),
            "parentSpanId": "%016x" % (0xEEE19B7EC3C1B000 + i), "name": "GET /api/v1/users/{id}/orders", "kind": 2,
            "startTimeUnixNano": str(1790000000000000000 + 1000 * i),
            "endTimeUnixNano": str(1790000000001000000 + 1000 * i),
            "attributes": attributes(i), "status": {"code": 1}})
    resource = {"attributes": [text("service.name", "checkout"), text("host.name", "h1")]}
    return {"resourceSpans": [{"resource": resource, "scopeSpans": [{"scope": {"name": "s"}, "spans": made}]}]}


def logs():
    made = []
    for i in range(COUNT):
        body = json.dumps({"level": "info", "user": {"id": 7 + i, "name": "ann"}, "took": 12.5, "ok": True,
                           "path": "/api/v1/users/%d" % i, "tags": ["a", "b", "c"]})
        made.append({"timeUnixNano": str(1790000000000000000 + i), "severityNumber": 9, "severityText": "INFO",
                     "body": {"stringValue": body}, "attributes": attributes(i)[:6]})
    resource = {"attributes": [text("service.name", "checkout")]}
    return {"resourceLogs": [{"resource": resource, "scopeLogs": [{"scope": {}, "logRecords": made}]}]}


def metrics():
    points = []
    for i in range(COUNT):
        points.append({"timeUnixNano": str(1790000000000000000 + i), "asDouble": 1.5 * i, "attributes": [
            text("queue", "q-%d" % (i % 10)), text("region", "eu"), text("host.name", "h-%d" % (i % 4))]})
    metric = {"name": "queue.size", "unit": "1", "gauge": {"dataPoints": points}}
    resource = {"attributes": [text("service.name", "checkout")]}
    return {"resourceMetrics": [{"resource": resource, "scopeMetrics": [{"scope": {}, "metrics": [metric]}]}]}


def case(name, signal, processor, key, statements, data):
    config = {"error_mode": "propagate", key: statements}
    identity = "%s/%d/%d" % (name, COUNT, len(statements))
    print(json.dumps({"id": identity, "signal": signal, "processor": processor, "config": config, "input": data},
                     separators=(",", ":")))


def many(count):
    made = []
    for i in range(count):
        made.append([
            'set(span.attributes["k%d"], "v%d")',
            'set(span.attributes["k%d"], span.attributes["j%d"]) where span.attributes["server.port"] == 443',
            'set(span.name, Concat([span.name, "k%d", "%d"], "-")) where span.kind == SPAN_KIND_SERVER',
            'delete_key(span.attributes, "k%d") where span.attributes["j%d"] != nil',
            'replace_pattern(span.attributes["k%d"], "id=[0-9]+/%d", "id=*")',
            'set(span.attributes["k%d"], Int(span.attributes["j%d"]) * 2 + 1) where IsString(span.attributes["x"])',
            'set(resource.attributes["k%d"], "v%d") where resource.attributes["service.name"] == "checkout"',
            'set(span.attributes["k%d"], "x%d") where IsMatch(span.name, "^GET .*orders$") and span.status.code == 1',
            'truncate_all(span.attributes, 409%d) where span.attributes["k%d"] == nil',
            'keep_matching_keys(span.attributes, "^(k%d|j%d|http|url|server)")',
        ][i % 10] % (i, i))
    return made


def main():
    data = spans()
    method = ' where span.attributes["url.scheme"] == "%s"'
    case("set", "traces", "transform", "trace_statements", ['set(span.attributes["x"], "y")'], data)
    case("set where, hit", "traces", "transform", "trace_statements",
         ['set(span.attributes["x"], "y")' + method % "https"], data)
    case("set where, miss", "traces", "transform", "trace_statements",
         ['set(span.attributes["x"], "y")' + method % "ftp"], data)
    case("replace_pattern, 60 characters", "traces", "transform", "trace_statements",
         ['replace_pattern(span.attributes["message"], "users/\\\\d+", "users/1")'], data)
    case("group of 10", "traces", "transform", "trace_statements", [
        'set(span.attributes["env"], "prod")',
        'set(span.attributes["team"], "shop") where resource.attributes["service.name"] == "checkout"',
        'set(span.attributes["slow"], true) where span.attributes["http.response.status_code"] >= 500',
        'replace_pattern(span.attributes["url.path"], "/users/\\\\d+", "/users/{id}")',
        'delete_key(span.attributes, "client.address")',
        'set(span.name, span.attributes["http.route"]) where span.kind == SPAN_KIND_SERVER',
        'set(span.attributes["class"], "bot") where IsMatch(span.attributes["user_agent.original"], "(?i)bot|crawler")',
        'set(span.attributes["host"], Concat([span.attributes["server.address"], "443"], ":"))',
        'truncate_all(span.attributes, 256)',
        'set(span.status.message, "ok") where span.status.code == STATUS_CODE_OK',
    ], data)
    case("filter, 100 conditions", "logs", "filter", "log_conditions",
         ['log.attributes["url.path"] == "/drop/%d"' % i for i in range(100)], logs())
    case("ParseJSON, merged", "logs", "transform", "log_statements",
         ['merge_maps(log.attributes, ParseJSON(log.body), "upsert")'], logs())
    case("data points, group of 5", "metrics", "transform", "metric_statements", [
        'set(datapoint.attributes["env"], "prod")',
        'set(datapoint.attributes["big"], true) where datapoint.value_double > 100.0',
        'delete_key(datapoint.attributes, "host.name")',
        'set(datapoint.attributes["q"], datapoint.attributes["queue"]) where metric.name == "queue.size"',
        'set(metric.description, "Items in queues") where metric.unit == "1"',
    ], metrics())
    small = {"resourceSpans": []}
    for count in (1, 50, 500):
        case("load", "traces", "transform", "trace_statements", many(count), small)


main()
