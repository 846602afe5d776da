"""Configurations as a whole: forms, contexts, error modes, conditions, gates, what is refused."""

from inputs import LOGS, METRICS, PROFILES, SPANS, THREE, TRACES, TWO_RESOURCES

L = lambda config, data=THREE, gates=(): ("logs", "transform", config, data, gates)
T = lambda config, data=SPANS, gates=(): ("traces", "transform", config, data, gates)
M = lambda config, data=METRICS, gates=(): ("metrics", "transform", config, data, gates)
F = lambda signal, config, data, gates=(): (signal, "filter", config, data, gates)

BAD = 'set(log.attributes["out"], ParseJSON(log.attributes["j"]))'
OK = 'set(log.attributes["ok"], true)'


def transforms():
    for mode in ("ignore", "silent", "propagate", "nope", "", None, 1):
        yield L({"error_mode": mode, "log_statements": [BAD, OK]})
        yield L({"error_mode": mode, "log_statements": [{"context": "log", "statements": [BAD, OK]}]})
        yield L({"log_statements": [{"context": "log", "error_mode": mode, "statements": [BAD, OK]}]})
        yield L({"log_statements": [{"error_mode": mode, "conditions": ['log.attributes["j"]["x"] == 1', 'log.severity_number == 9'], "statements": [OK]}]})
    for context in ("log", "resource", "scope", "span", "metric", "datapoint", "spanevent", "", "LOG", "nope", "instrumentation_scope", "profile", 5, None):
        yield L({"error_mode": "propagate", "log_statements": [{"context": context, "statements": ['set(attributes["x"], 1)']}]})
        yield T({"error_mode": "propagate", "trace_statements": [{"context": context, "statements": ['set(attributes["x"], 1)']}]})
        yield M({"error_mode": "propagate", "metric_statements": [{"context": context, "statements": ['set(attributes["x"], 1)']}]})
    for statement in (
        'set(body, "x")', 'set(log.body, "x")', 'set(attributes["a"], attributes["i"])', 'set(resource.attributes["a"], attributes["s"])',
        'set(attributes["x"], severity_number) where severity_text == "INFO"', 'set(cache["a"], body)', 'set(scope.name, "z")',
        'set(instrumentation_scope.name, "z")', 'set(attributes["time"], UnixNano(time))', 'set(foo["x"], 1)', 'set(body.string, "a")',
        'set(attributes["n"], name)', 'delete_key(attributes, "i")', 'set(attributes["l"], Len(attributes))', 'set(attributes[attributes["s"]], 1)',
        'set(attributes["a"], 1) where attributes["i"] == 1 or resource.attributes["n"] == 5', 'set(log.attributes["x"], trace_id.string)',
        'set(attributes["x"], log)', 'set(log, 1)', 'set(resource, 1)',
    ):
        for context in ("log", "resource", "scope"):
            yield L({"error_mode": "propagate", "log_statements": [{"context": context, "statements": [statement]}]})
        yield L({"error_mode": "propagate", "log_statements": [statement]})
        yield L({"error_mode": "ignore", "log_statements": [{"statements": [statement]}]})
    for statements in (
        [],
        [OK],
        [OK, 'set(resource.attributes["x"], 1)'],
        ['set(resource.attributes["x"], 1)', 'set(resource.attributes["x"], 2)'],
        ['set(resource.attributes["x"], log.attributes["i"])'],
        ['set(scope.name, "x")', 'set(resource.attributes["x"], scope.name)'],
        ['set(log.cache["x"], log.body)', 'set(log.attributes["x"], log.cache["x"])'],
        ['set(resource.cache["x"], 1)', 'set(resource.attributes["x"], resource.cache["x"])'],
        ['set(resource.cache["x"], 1)', 'set(log.attributes["x"], resource.cache["x"])'],
        [{"statements": [OK]}, {"statements": ['set(log.attributes["two"], log.attributes["ok"])']}],
        [{"statements": ['set(log.cache["x"], 1)']}, {"statements": ['set(log.attributes["c"], log.cache["x"])']}],
        [{"context": "resource", "statements": ['set(attributes["x"], 1)']}, {"context": "log", "statements": ['set(attributes["y"], resource.attributes["x"])']}],
        [OK, {"statements": [OK]}],
        [{"statements": [OK]}, OK],
        [5],
        [None],
        [{}],
        [{"context": "log"}],
        [{"context": "log", "statements": []}],
        [{"context": "log", "statements": OK}],
        [{"context": "log", "statements": [5]}],
        [{"context": "log", "statements": [OK], "nope": 1}],
        [{"conditions": [], "statements": [OK]}],
        [{"conditions": ["log.severity_number == 9"], "statements": [OK]}],
        [{"conditions": ["log.severity_number == 9", 'log.severity_text == "ERROR"'], "statements": [OK]}],
        [{"conditions": ['resource.attributes["n"] == 5'], "statements": ['set(resource.attributes["x"], 1)']}],
        [{"conditions": ['resource.attributes["n"] == 5'], "statements": [OK]}],
        [{"conditions": ["log.severity_number == 9"], "statements": ['set(resource.attributes["x"], 1)']}],
        [{"context": "log", "conditions": ["severity_number == 9"], "statements": ['set(attributes["x"], 1)']}],
        [{"context": "log", "conditions": ["log.severity_number == 9"], "statements": ['set(attributes["x"], 1)']}],
        [{"context": "resource", "conditions": ["severity_number == 9"], "statements": ['set(attributes["x"], 1)']}],
        [{"conditions": ["severity_number == 9"], "statements": [OK]}],
        [{"conditions": ["nope ="], "statements": [OK]}],
        [{"conditions": ["ParseCLF(log.body) != nil"], "statements": [OK]}],
        [{"conditions": [OK], "statements": [OK]}],
        [{"conditions": "true", "statements": [OK]}],
        [{"conditions": ["true"], "statements": [OK]}],
        [{"conditions": ["false"], "statements": [OK]}],
        [{"conditions": ["true"], "statements": ["set(resource.attributes[\"x\"], 1)"]}],
        ['set(span.name, "x")'],
        ['set(metric.name, "x")'],
        ['set(log.body, "x")', 'set(span.name, "x")'],
        ['set(log.body, "x")', "nope("],
        ["nope(", "set(log.body, )"],
        ["limit(log.attributes, 1, [])", OK],
        [OK, OK, 'delete_key(log.attributes, "ok") where log.severity_number == 9'],
        ['set(log.attributes["a"], SEVERITY_NUMBER_INFO)'],
        ['set(resource.attributes["a"], SEVERITY_NUMBER_INFO)'],
        ['set(resource.attributes["a"], SPAN_KIND_SERVER)'],
        ['set(scope.attributes["a"], IsRootSpan())'],
        ['set(resource.attributes["a"], ParseCLF("x"))'],
        ['set(resource.attributes["a"], NoSuch("x"))'],
        ['set(otelcol.client.addr, "x")'],
        ['set(resource.attributes["a"], otelcol.client.addr)'],
    ):
        yield L({"error_mode": "propagate", "log_statements": statements})
        yield L({"error_mode": "ignore", "log_statements": statements}, TWO_RESOURCES)
    for statements in (
        ['set(span.attributes["x"], 1)', 'set(spanevent.attributes["y"], 2)'],
        ['set(spanevent.attributes["y"], span.name)', 'set(resource.attributes["e"], spanevent.name)'],
        ['set(resource.attributes["x"], IsRootSpan())'],
        ['set(span.attributes["x"], IsRootSpan())'],
        ['set(resource.attributes["x"], SPAN_KIND_SERVER)'],
        ['set(spanevent.attributes["x"], STATUS_CODE_OK)'],
        ['set(spanevent.attributes["x"], IsRootSpan())'],
        ["set_semconv_span_name(\"1.37.0\")"],
        ['set(scope.name, "x")', 'set(span.name, scope.name)'],
        [{"context": "spanevent", "statements": ['set(attributes["x"], span.name)', 'set(span.attributes["y"], name)']}],
        [{"context": "spanlink", "statements": ['set(attributes["x"], span.name)']}],
        [{"context": "span", "statements": ['set(attributes["x"], name)', 'set(status.code, 1)', 'set(name, resource.attributes["service.name"])']}],
        [{"context": "span", "statements": ['set(attributes["x"], spanevent.name)']}],
        [{"context": "span", "statements": ["set_semconv_span_name(\"1.37.0\")"]}],
        [{"context": "span", "conditions": ["IsRootSpan()"], "statements": ['set(name, "r")']}],
        [{"conditions": ["IsRootSpan()"], "statements": ['set(span.name, "r")']}],
        [{"conditions": ["IsRootSpan()"], "statements": ['set(resource.attributes["r"], "r")']}],
        ['set(span.name, "a") where span.attributes["i"] == 1', 'set(span.attributes["q"], span.name)'],
        ['set(span.cache["a"], 1) where span.kind == 2', 'set(span.attributes["c"], span.cache["a"])'],
        ['set(span.cache["a"], 1) where span.kind == 2', 'set(spanevent.attributes["c"], spanevent.cache["a"])'],
        ['keep_keys(span.attributes, ["i"])', 'set(span.status.code, STATUS_CODE_OK) where span.attributes["i"] != nil'],
    ):
        yield T({"error_mode": "propagate", "trace_statements": statements})
        yield T({"error_mode": "ignore", "trace_statements": statements}, TRACES)
    for statements in (
        ['set(metric.name, "x")', 'set(datapoint.attributes["m"], metric.name)'],
        ["convert_sum_to_gauge()"],
        [{"context": "metric", "statements": ["convert_sum_to_gauge()"]}],
        [{"context": "datapoint", "statements": ["convert_sum_to_gauge()"]}],
        [{"context": "datapoint", "statements": ['convert_summary_sum_val_to_sum("delta", true)']}],
        [{"context": "metric", "statements": ['convert_summary_sum_val_to_sum("delta", true)']}],
        [{"context": "metric", "statements": ["extract_count_metric(true)", 'set(description, "seen")']}],
        [{"context": "metric", "conditions": ['HasAttrKeyOnDatapoint("host")'], "statements": ['set(description, "c")']}],
        [{"context": "metric", "conditions": ['HasAttrOnDatapoint("host", "h2")'], "statements": ['set(description, "c")']}],
        [{"context": "exemplar", "statements": ['set(filtered_attributes["x"], metric.name)']}],
        ['set(exemplar.filtered_attributes["x"], metric.name)', 'set(metric.description, "e")'],
        ['set(metric.description, METRIC_DATA_TYPE_SUM)'],
        ['set(datapoint.attributes["f"], FLAG_NO_RECORDED_VALUE)', 'set(metric.description, "x")'],
        ['set(resource.attributes["f"], FLAG_NO_RECORDED_VALUE)'],
        ['set(metric.description, "x") where metric.type == METRIC_DATA_TYPE_SUM', 'set(metric.unit, "u") where metric.description == "x"'],
        ['copy_metric(name="c") where metric.name == "temp"', 'set(metric.description, "c!") where metric.name == "c"'],
        ['scale_metric(2.0) where metric.name == "temp"', 'set(resource.attributes["x"], metric.name)'],
        ['set(resource.attributes["x"], 1)', 'limit(resource.attributes, 1, [])'],
    ):
        yield M({"error_mode": "propagate", "metric_statements": statements})
        yield M({"error_mode": "ignore", "metric_statements": statements})
    for config in (
        {},
        {"nope": 1},
        {"log_statements": "x"},
        {"log_statements": None},
        {"log_statements": {"context": "log"}},
        {"log_statements": {"context": "log", "statements": [OK]}},
        {"log_statements": {"0": OK}},
        {"error_mode": []},
        {"flatten_data": "x", "log_statements": []},
        {"flatten_data": True, "log_statements": [OK]},
        {"flatten_data": False, "log_statements": [OK]},
        {"log_statements": [OK], "trace_statements": ["bad("]},
        {"trace_statements": ['set(span.name, "x")']},
        {"trace_statements": [OK]},
        {"log_statements": [OK], "metric_statements": [{"context": "log", "statements": []}]},
        {"Log_Statements": [OK]},
        {"log_statements": [{"Context": "log", "Statements": [OK]}]},
        {"log_statements": [[OK]]},
        {"log_statements": [{"context": "log", "statements": {"a": OK}}]},
        {"log_statements": [{"context": ["log"], "statements": [OK]}]},
        {"log_statements": [{"error_mode": "silent"}]},
    ):
        yield L(config)
    flat = ['set(resource.attributes["i"], log.attributes["i"])']
    yield L({"flatten_data": True, "log_statements": flat}, TWO_RESOURCES, ["transform.flatten.logs"])
    yield L({"flatten_data": True, "log_statements": flat}, THREE, ["transform.flatten.logs"])
    yield L({"flatten_data": False, "log_statements": flat}, THREE, ["transform.flatten.logs"])
    yield L({"flatten_data": True, "log_statements": [{"context": "log", "statements": ['set(resource.attributes["k"], attributes["i"])', 'set(instrumentation_scope.name, "x")']}]}, TWO_RESOURCES, ["transform.flatten.logs"])
    yield L({"log_statements": [OK]}, THREE, ["no.such.gate"])
    yield L({"log_statements": [OK]}, THREE, ["ottl.functions.enableLambda"])
    for data in ({}, {"resourceLogs": []}, {"resourceLogs": [{}]}, {"resourceLogs": [{"scopeLogs": [{"logRecords": [{}]}]}]}, {"unknown": 1}, {"resourceLogs": [{"resource": {"attributes": [{"key": "a"}, {"key": "a", "value": {"intValue": 5}}]}, "scopeLogs": [{"logRecords": [{"attributes": [{"key": "d", "value": {"stringValue": "1"}}, {"key": "d", "value": {"stringValue": "2"}}]}]}]}]}):
        yield L({"error_mode": "propagate", "log_statements": ['set(log.attributes["d"], "new")']}, data)
        yield L({"error_mode": "propagate", "log_statements": ['set(resource.attributes["a"], "new")']}, data)
        yield L({"error_mode": "propagate", "log_statements": ['set(log.attributes["l"], Len(log.attributes))', 'delete_key(log.attributes, "d")']}, data)
    for data in ([], "x", 5, None, {"resourceLogs": 5}, {"resourceLogs": [{"resource": []}]}, {"resourceLogs": [{"scopeLogs": [{"logRecords": [{"timeUnixNano": "x"}]}]}]}, {"resourceLogs": [{"scopeLogs": [{"logRecords": [{"traceId": "zz"}]}]}]}, {"resourceLogs": [{"scopeLogs": [{"logRecords": [{"severityNumber": "SEVERITY_NUMBER_WARN"}]}]}]}, {"resourceLogs": [{"scopeLogs": [{"logRecords": [{"traceId": "0102"}]}]}]}):
        yield L({"error_mode": "propagate", "log_statements": [OK]}, data)


def filters():
    for mode in ("ignore", "silent", "propagate", "nope", None):
        yield F("logs", {"error_mode": mode, "logs": {"log_record": ['attributes["j"]["x"] == 1', 'severity_number == 9']}}, THREE)
        yield F("logs", {"error_mode": mode, "log_conditions": ['log.attributes["j"]["x"] == 1', 'log.severity_number == 9']}, THREE)
        yield F("logs", {"log_conditions": [{"error_mode": mode, "conditions": ['log.attributes["s"]["x"] == 1']}]}, THREE)
        yield F("traces", {"error_mode": mode, "traces": {"span": ['attributes["i"]["x"] == 1'], "spanevent": ['name == "retry"']}}, SPANS)
    for conditions in (
        ["true"], ["false"], [], ['severity_number == 9'], ['log.severity_number == 9'], ['severity_number < 9', 'severity_text == "INFO"'],
        ['IsMatch(body, "user.*")'], ['body["msg"] == "boom"'], ['attributes["i"] == 1 and resource.attributes["n"] == 5'], ["nope("], ["nope == 1"],
        ['resource.attributes["service.name"] == "cart"'], ['scope.name == "a"'], ["set(body, 1)"], ["ParseCLF(body) != nil"], ["body"], [5], "x", None,
        ['attributes["i"] > 1'], ['attributes["missing"] == nil'], ["Now() > Unix(0)"], ['instrumentation_scope.name == "lib"'],
        ["severity_number >= SEVERITY_NUMBER_ERROR"], ["IsMap(body) or IsList(body)"], ["HasAttrKeyOnDatapoint(\"x\")"], ["IsRootSpan()"],
    ):
        yield F("logs", {"error_mode": "propagate", "logs": {"log_record": conditions}}, THREE)
        yield F("logs", {"error_mode": "ignore", "logs": {"log_record": conditions}}, TWO_RESOURCES)
        yield F("logs", {"error_mode": "propagate", "log_conditions": conditions}, THREE)
        yield F("logs", {"error_mode": "propagate", "log_conditions": [{"context": "log", "conditions": conditions}]}, THREE)
    for conditions in (
        ['attributes["service.name"] == "cart"'], ['resource.attributes["service.name"] == "cart"'], ["true"], ['attributes["n"] == 5'], ["nope"], [],
        ['schema_url == "https://example.com/schema"'],
    ):
        for signal, data in (("logs", TWO_RESOURCES), ("traces", SPANS), ("metrics", METRICS), ("profiles", PROFILES)):
            yield F(signal, {"error_mode": "propagate", signal: {"resource": conditions}}, data)
            yield F(signal, {"error_mode": "propagate", {"logs": "log", "traces": "trace", "metrics": "metric", "profiles": "profile"}[signal] + "_conditions": [{"context": "resource", "conditions": conditions}]}, data)
    for conditions in (
        ['name == "root"'], ["IsRootSpan()"], ["not IsRootSpan()"], ["true"], ["kind == SPAN_KIND_SERVER"], ["status.code == STATUS_CODE_ERROR"],
        ['attributes["i"] == 1'], ["end_time - start_time > Duration(\"500ms\")"], ['trace_id == TraceID("0102030405060708090a0b0c0d0e0f10")'],
        ['span.name == "root"'], ["parent_span_id.string == \"\""], ["Len(events) > 0"], ["spanevent.name == \"x\""],
    ):
        yield F("traces", {"error_mode": "propagate", "traces": {"span": conditions}}, SPANS)
        yield F("traces", {"error_mode": "propagate", "trace_conditions": conditions}, SPANS)
        yield F("traces", {"error_mode": "ignore", "trace_conditions": [{"context": "span", "conditions": conditions}]}, SPANS)
    for config in (
        {"traces": {"spanevent": ['name == "retry"']}},
        {"traces": {"spanevent": ["true"]}},
        {"traces": {"spanevent": ['span.name == "bare"', 'attributes["n"] == 1']}},
        {"traces": {"spanevent": ["event_index == 0"]}},
        {"traces": {"span": ['name == "root"'], "spanevent": ['name == "retry"'], "resource": ["false"]}},
        {"traces": {"spanlink": ["true"]}},
        {"trace_conditions": ['spanevent.name == "retry"', 'span.name == "root"', 'resource.attributes["n"] == 6']},
        {"trace_conditions": ['spanlink.flags == 1']},
        {"trace_conditions": ['scope.name == "lib"']},
        {"trace_conditions": [{"conditions": ['spanevent.name == "retry"']}, {"conditions": ['span.name == "root"']}]},
        {"trace_conditions": [{"context": "spanevent", "conditions": ['name == "retry"', 'span.name == "root"']}]},
        {"trace_conditions": [{"context": "scope", "conditions": ['name == "lib"']}]},
        {"trace_conditions": [{"context": "nope", "conditions": ["true"]}]},
        {"trace_conditions": ['span.name == "root"', {"conditions": ["true"]}]},
        {"trace_conditions": ["true"], "traces": {"span": ["true"]}},
        {"trace_conditions": ['span.attributes["i"]["x"] == 1']},
        {"trace_conditions": ['span.attributes["s"]["x"] == 1', 'span.name == "root"']},
        {"traces": {"nope": []}},
        {"traces": {"span": ["true"], "span_event": []}},
        {"spans": {}},
        {},
        {"trace_conditions": []},
        {"trace_conditions": [{}]},
        {"trace_conditions": [{"context": "span"}]},
    ):
        for mode in ("propagate", "ignore"):
            yield F("traces", {"error_mode": mode, **config}, SPANS)
    for config in (
        {"metrics": {"metric": ['name == "temp"']}},
        {"metrics": {"metric": ["type == METRIC_DATA_TYPE_SUM"]}},
        {"metrics": {"metric": ['HasAttrKeyOnDatapoint("host")']}},
        {"metrics": {"metric": ['HasAttrOnDatapoint("host", "h2")']}},
        {"metrics": {"metric": ['HasAttrOnDatapoint("code", "200")']}},
        {"metrics": {"metric": ["true"]}},
        {"metrics": {"datapoint": ['attributes["host"] == "h1"']}},
        {"metrics": {"datapoint": ["true"]}},
        {"metrics": {"datapoint": ["false"]}},
        {"metrics": {"datapoint": ["value_double > 2.0"]}},
        {"metrics": {"datapoint": ["count > 5"]}},
        {"metrics": {"datapoint": ['metric.type == METRIC_DATA_TYPE_SUM and value_int >= 10']}},
        {"metrics": {"datapoint": ['metric.name == "sum mary"']}},
        {"metrics": {"datapoint": ["flags == FLAG_NO_RECORDED_VALUE"]}},
        {"metrics": {"datapoint": ['HasAttrKeyOnDatapoint("host")']}},
        {"metrics": {"metric": ['name == "temp"'], "datapoint": ['attributes["host"] == "h2"']}},
        {"metric_conditions": ['metric.name == "temp"', 'datapoint.attributes["host"] == "h2"']},
        {"metric_conditions": ["datapoint.value_int == 0"]},
        {"metric_conditions": [{"context": "metric", "conditions": ['name == "temp"']}]},
        {"metric_conditions": [{"context": "datapoint", "conditions": ['attributes["host"] == "h2"']}]},
        {"metric_conditions": ["HasAttrKeyOnDatapoint(\"host\")"]},
        {"metric_conditions": [{"context": "metric", "conditions": ["HasAttrKeyOnDatapoint(\"host\")"]}]},
        {"metric_conditions": ['exemplar.double_value > 1.0']},
        {"metric_conditions": ['resource.attributes["n"] == 5']},
        {"metric_conditions": ['scope.name == "lib"']},
        {"metrics": {"metric": ['name["x"] == 1']}},
        {"metrics": {"datapoint": ['attributes["host"]["x"] == 1']}},
        {"metrics": {"metric": ['metadata["md"] == "x"']}},
        {"metrics": {"metric": ["Len(data_points) > 2"]}},
        {"metrics": {"metric": ["is_monotonic == true"]}},
        {"metrics": {"metric": ["is_monotonic == nil"]}},
        {"metrics": {"metric": ["aggregation_temporality == AGGREGATION_TEMPORALITY_DELTA"]}},
    ):
        for mode in ("propagate", "ignore"):
            yield F("metrics", {"error_mode": mode, **config}, METRICS)
    for config in (
        {"profiles": {"profile": ['sample_type.type == "cpu"']}},
        {"profiles": {"profile": ['attributes["k"] == 7']}},
        {"profiles": {"profile": ["true"]}},
        {"profiles": {"profile": ['original_payload_format == "pprof"']}},
        {"profiles": {"profile": ["Len(samples) == 0"]}},
        {"profile_conditions": ['profile.sample_type.type == "cpu"']},
        {"profile_conditions": ['profile.attributes["thread.name"] == "worker"']},
        {"profile_conditions": [{"context": "profile", "conditions": ["duration_unix_nano > 5"]}]},
        {"profile_conditions": ['scope.name == "lib"']},
        {"profile_conditions": ["profilesample.values[0] == 10"]},
        {"profiles": {"nope": ["true"]}},
    ):
        for mode in ("propagate", "ignore"):
            yield F("profiles", {"error_mode": mode, **config}, PROFILES)
    for config in (
        {"logs": {"include": {"match_type": "strict", "bodies": ["x"]}}},
        {"logs": {"include": {"match_type": "regexp", "severity_texts": ["IN.*"]}}},
        {"logs": {"exclude": {"match_type": "strict", "resource_attributes": [{"key": "service.name", "value": "cart"}]}}},
        {"logs": {"exclude": {"match_type": "strict", "severity_number": {"min": "INFO", "match_undefined": True}}}},
        {"logs": {"exclude": {"match_type": "strict", "severity_number": {"min": "NOPE"}}}},
        {"logs": {"exclude": {"match_type": "strict", "record_attributes": [{"key": "i", "value": 1}]}}},
        {"logs": {"include": {"match_type": "strict", "bodies": ["x"]}, "log_record": ["true"]}},
        {"logs": {"exclude": {"match_type": "nope", "bodies": ["x"]}}},
    ):
        yield F("logs", config, THREE)
    for config in (
        {"spans": {"include": {"match_type": "strict", "services": ["checkout"]}}},
        {"spans": {"exclude": {"match_type": "regexp", "span_names": ["r.*"]}}},
        {"spans": {"exclude": {"match_type": "strict", "attributes": [{"key": "i", "value": 1}]}}},
        {"spans": {"exclude": {"match_type": "strict", "span_kinds": ["SPAN_KIND_SERVER"]}}},
        {"spans": {"include": {"match_type": "strict", "libraries": [{"name": "lib"}]}}},
    ):
        yield F("traces", config, SPANS)
    for config in (
        {"metrics": {"include": {"match_type": "strict", "metric_names": ["temp", "requests"]}}},
        {"metrics": {"exclude": {"match_type": "regexp", "metric_names": ["^(temp|req).*"]}}},
        {"metrics": {"include": {"match_type": "expr", "expressions": ["MetricName == \"temp\""]}}},
        {"metrics": {"exclude": {"match_type": "strict", "resource_attributes": [{"key": "n", "value": 5}]}}},
    ):
        yield F("metrics", config, METRICS)
    for config in ({"nope": 1}, {"logs": 5}, {"logs": []}, {"error_mode": {}}, {"logs": {"log_record": {"a": "true"}}}, {"log_conditions": {"context": "log"}}, {"log_conditions": [["true"]]}, {"log_conditions": [{"conditions": ["true"], "nope": 1}]}, {"log_conditions": [{"conditions": ["log.severity_number == 9"], "error_mode": "silent"}]}, {"log_conditions": ["log.severity_number == 9"], "logs": {"log_record": ["false"]}}):
        yield F("logs", config, THREE)
