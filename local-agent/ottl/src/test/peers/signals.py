"""Statements on spans, metrics and profiles; paths of every context read and written."""

SPAN_PATHS = {
    "span": """trace_id trace_id.string span_id span_id.string parent_span_id parent_span_id.string trace_state trace_state["a"]
        trace_state["nope"] name kind kind.string kind.deprecated_string start_time end_time start_time_unix_nano end_time_unix_nano
        attributes attributes["s"] dropped_attributes_count events events[0] dropped_events_count links dropped_links_count status
        status.code status.message flags cache cache["x"] nope""",
    "spanevent": """time time_unix_nano name attributes attributes["n"] dropped_attributes_count event_index cache nope""",
    "spanlink": """trace_id trace_id.string span_id.string trace_state trace_state["z"] attributes attributes["l"]
        dropped_attributes_count flags cache""",
    "scope": """name version attributes attributes["sa"] dropped_attributes_count schema_url cache""",
    "resource": """attributes attributes["n"] dropped_attributes_count schema_url cache nope""",
}
METRIC_PATHS = {
    "metric": """name description unit type aggregation_temporality is_monotonic data_points metadata metadata["md"] cache nope""",
    "datapoint": """attributes attributes["host"] start_time time start_time_unix_nano time_unix_nano value_double value_int exemplars
        flags count sum bucket_counts bucket_counts[0] explicit_bounds scale zero_count positive positive.offset positive.bucket_counts
        negative negative.offset negative.bucket_counts quantile_values cache min max zero_threshold nope""",
    "exemplar": """time time_unix_nano double_value int_value trace_id trace_id.string span_id span_id.string filtered_attributes
        filtered_attributes["fa"] cache nope""",
}
PROFILE_PATHS = {
    "profile": """sample_type sample_type.type sample_type.unit samples sample time time_unix_nano duration duration_unix_nano
        duration_nano period_type period_type.type period_type.unit period profile_id profile_id.string attribute_indices attributes
        attributes["thread.name"] attributes["k"] dropped_attributes_count original_payload_format original_payload cache nope""",
    "profilesample": """values link_index timestamps timestamps_unix_nano attributes attributes["thread.name"] attribute_indices
        stack_index cache nope""",
}
VALUES = """1
-1
2.5
"text"
true
nil
[1, 2]
["a", "b"]
[1.5, 2.5]
{"a": 1}
Unix(7, 8)
Duration("2s")
0x0102030405060708
TraceID("ffffffffffffffffffffffffffffffff")
SpanID("ffffffffffffffff")
ProfileID("ffffffffffffffffffffffffffffffff")
"ffffffffffffffff"
"ffffffffffffffffffffffffffffffff"
"Client"
"a=1,b=2"
""".strip().split("\n")

SPAN_EDITORS = """
set(span.kind, SPAN_KIND_CLIENT)
set(span.kind, 99)
set(span.kind.string, "SPAN_KIND_CLIENT")
set(span.kind.string, "Producer")
set(span.kind.deprecated_string, "SPAN_KIND_PRODUCER")
set(span.kind.string, "nope")
set(span.status.code, STATUS_CODE_OK)
set(span.status.code, 7)
set(span.status.message, "m")
set(span.trace_state["a"], "9")
set(span.trace_state["new"], "9")
set(span.trace_state["a"], nil)
set(span.trace_state["a"], 1)
set(span.trace_state["a"]["b"], "1")
set(span.trace_state[1], "1")
set(span.trace_state, "bad")
set(span.attributes["out"], span.kind.string)
set(span.attributes["out"], span.end_time - span.start_time)
set(span.attributes["out"], Milliseconds(span.end_time - span.start_time))
set(span.attributes["out"], span.events)
set(span.attributes["out"], span.links)
set(span.attributes["out"], span.status)
set(span.attributes["out"], Len(span.events))
set(span.attributes["out"], Len(span.links))
set(span.attributes["out"], IsRootSpan())
set(span.name, "root") where IsRootSpan()
set(span.name, "child") where not IsRootSpan()
set(span.events, nil)
set(span.links, nil)
set(span.status, nil)
set(span.status, span.status)
set(span.events, span.events)
clear(span.events)
clear(span.links)
clear(span.status)
clear(span.attributes)
clear(span.name)
clear(span.trace_state)
set_semconv_span_name("1.37.0")
set_semconv_span_name("1.40.0", "original")
set_semconv_span_name("1.36.0")
set_semconv_span_name("nope")
set(spanevent.name, "e")
set(spanevent.attributes["out"], span.name)
set(span.attributes["last"], spanevent.name)
set(spanevent.attributes["out"], spanevent.event_index)
set(spanevent.time, span.start_time)
set(spanevent.attributes["out"], UnixNano(spanevent.time))
set(spanlink.attributes["out"], span.name)
set(spanlink.trace_id.string, "01010101010101010101010101010101")
set(spanlink.attributes["out"], spanlink.trace_id.string)
set(resource.attributes["out"], span.name)
set(resource.attributes["out"], 1)
set(scope.name, "x")
set(resource.attributes["out"], scope.name)
set(span.attributes["out"], span.cache["x"])
set(span.attributes["out"], resource.cache["x"])
delete_key(span.attributes, "s")
set(span.attributes["out"], SPAN_KIND_SERVER)
set(span.attributes["out"], STATUS_CODE_ERROR)
set(span.attributes["out"], SEVERITY_NUMBER_INFO)
set(span.attributes["out"], span.status == span.status)
set(span.attributes["out"], "same") where span.status == span.status
set(span.attributes["out"], "same") where span.trace_id == TraceID(0x0102030405060708090a0b0c0d0e0f10)
set(span.attributes["out"], "same") where span.kind == SPAN_KIND_SERVER and span.status.code == STATUS_CODE_ERROR
set(span.attributes["out"], "long") where span.end_time - span.start_time > Duration("500ms")
set(span.attributes["out"], "root") where span.parent_span_id == SpanID(0x0000000000000000)
set(span.attributes["out"], "root") where span.parent_span_id.string == ""
set(instrumentation_scope.name, "x")
route()
convert_sum_to_gauge()
limit(span.attributes, 3, ["s"])
keep_keys(resource.attributes, ["service.name"])
""".strip().split("\n")

METRIC_EDITORS = """
set(metric.name, "renamed")
set(metric.description, "d") where metric.type == METRIC_DATA_TYPE_SUM
set(metric.description, "d") where metric.type == METRIC_DATA_TYPE_HISTOGRAM and metric.name == "latency"
set(metric.type, 2)
set(metric.aggregation_temporality, AGGREGATION_TEMPORALITY_CUMULATIVE)
set(metric.aggregation_temporality, 9)
set(metric.is_monotonic, true)
set(metric.metadata["x"], 1)
set(metric.data_points, nil)
set(metric.data_points, metric.data_points)
set(metric.unit, "s") where Len(metric.data_points) == 2
set(metric.description, String(metric.is_monotonic))
set(metric.description, String(metric.aggregation_temporality))
set(metric.description, String(metric.type))
set(metric.description, Format("%v", [metric.aggregation_temporality]))
set(datapoint.attributes["out"], metric.name)
set(datapoint.attributes["out"], datapoint.value_double)
set(datapoint.attributes["out"], datapoint.value_int)
set(datapoint.attributes["out"], datapoint.count)
set(datapoint.attributes["out"], datapoint.sum)
set(datapoint.attributes["out"], datapoint.bucket_counts)
set(datapoint.attributes["out"], datapoint.explicit_bounds)
set(datapoint.attributes["out"], datapoint.quantile_values)
set(datapoint.attributes["out"], datapoint.exemplars)
set(datapoint.attributes["out"], Len(datapoint.exemplars))
set(datapoint.attributes["out"], Len(datapoint.quantile_values))
set(datapoint.attributes["out"], Len(datapoint.bucket_counts))
set(datapoint.attributes["out"], Len(datapoint.explicit_bounds))
set(datapoint.value_double, 5.5)
set(datapoint.value_int, 5)
set(datapoint.value_int, 5.5)
set(datapoint.value_int, datapoint.value_int * 2)
set(datapoint.value_double, datapoint.value_double / 2) where metric.name == "temp"
set(datapoint.count, 7) where metric.name == "latency"
set(datapoint.sum, 7.5) where metric.name == "latency"
set(datapoint.bucket_counts, [1, 2, 3]) where metric.name == "latency"
set(datapoint.explicit_bounds, [1.0, 2.0]) where metric.name == "latency"
set(datapoint.explicit_bounds, [1, 2]) where metric.name == "latency"
set(datapoint.scale, 3) where metric.name == "exp"
set(datapoint.zero_count, 3) where metric.name == "exp"
set(datapoint.positive.offset, 3) where metric.name == "exp"
set(datapoint.positive.bucket_counts, [9, 8]) where metric.name == "exp"
set(datapoint.negative, datapoint.positive) where metric.name == "exp"
set(datapoint.quantile_values, datapoint.quantile_values) where metric.name == "sum mary"
set(datapoint.flags, FLAG_NO_RECORDED_VALUE)
set(datapoint.attributes["out"], "x") where datapoint.flags == FLAG_NONE
set(datapoint.attributes["out"], "x") where datapoint.value_double > 1.0
set(datapoint.time, datapoint.start_time)
set(datapoint.exemplars, nil)
set(exemplar.filtered_attributes["out"], datapoint.attributes["host"])
set(exemplar.double_value, 9.5)
set(exemplar.int_value, 9)
set(exemplar.trace_id, TraceID(0xffffffffffffffffffffffffffffffff))
set(exemplar.filtered_attributes["t"], UnixNano(exemplar.time))
convert_sum_to_gauge() where metric.name == "requests"
convert_gauge_to_sum("cumulative", true) where metric.name == "temp"
convert_gauge_to_sum("delta", false) where metric.name == "temp"
convert_gauge_to_sum("nope", false) where metric.name == "temp"
convert_gauge_to_sum(aggregation_temporality="delta", monotonic=false) where metric.name == "temp"
convert_gauge_to_sum(string_agg_temp="delta", monotonic=false) where metric.name == "temp"
extract_count_metric(true) where metric.name == "latency"
extract_count_metric(false, ".n") where metric.name == "exp"
extract_count_metric(true) where metric.name == "sum mary"
extract_count_metric(true) where metric.name == "temp"
extract_sum_metric(true) where metric.name == "latency"
extract_sum_metric(false, ".s") where metric.name == "exp"
extract_sum_metric(true) where metric.name == "sum mary"
extract_sum_metric(true) where metric.name == "requests"
extract_percentile_metric(50.0) where metric.name == "latency"
extract_percentile_metric(99.0, "_p99") where metric.name == "latency"
extract_percentile_metric(0.0) where metric.name == "latency"
extract_percentile_metric(100.0) where metric.name == "latency"
extract_percentile_metric(150.0) where metric.name == "latency"
extract_percentile_metric(50) where metric.name == "latency"
extract_percentile_metric(50.0) where metric.name == "exp"
extract_percentile_metric(99.9) where metric.name == "exp"
extract_percentile_metric(5.0) where metric.name == "exp"
extract_percentile_metric(50.0) where metric.name == "temp"
copy_metric(name="copied") where metric.name == "temp"
copy_metric("copied", "desc", "u") where metric.name == "latency"
copy_metric(name=Concat([metric.name, "x"], "_"), unit="s") where metric.name == "requests"
scale_metric(10.0) where metric.name == "temp"
scale_metric(10.0, "k") where metric.name == "requests"
scale_metric(0.5) where metric.name == "latency"
scale_metric(2.0) where metric.name == "exp"
scale_metric(2.0) where metric.name == "sum mary"
scale_metric(10) where metric.name == "temp"
scale_metric(0.001, "s")
aggregate_on_attributes("sum", ["host"]) where metric.name == "requests"
aggregate_on_attributes("sum", []) where metric.name == "requests"
aggregate_on_attributes("sum") where metric.name == "requests"
aggregate_on_attributes("max", ["host"]) where metric.name == "requests"
aggregate_on_attributes("min", []) where metric.name == "requests"
aggregate_on_attributes("mean", []) where metric.name == "requests"
aggregate_on_attributes("median", []) where metric.name == "requests"
aggregate_on_attributes("count", []) where metric.name == "requests"
aggregate_on_attributes("nope", []) where metric.name == "requests"
aggregate_on_attributes("sum", []) where metric.name == "bytes"
aggregate_on_attributes("mean", []) where metric.name == "bytes"
aggregate_on_attributes("sum", []) where metric.name == "latency"
aggregate_on_attributes("max", []) where metric.name == "latency"
aggregate_on_attributes("sum", []) where metric.name == "exp"
aggregate_on_attributes("sum", []) where metric.name == "sum mary"
aggregate_on_attributes("sum", []) where metric.name == "temp"
aggregate_on_attribute_value("sum", "host", ["h1", "h2"], "all") where metric.name == "requests"
aggregate_on_attribute_value("max", "host", ["h1"], "one") where metric.name == "requests"
aggregate_on_attribute_value("sum", "nope", ["h1"], "one") where metric.name == "requests"
aggregate_on_attribute_value("sum", "code", ["200"], "ok") where metric.name == "requests"
aggregate_on_attribute_value("sum", "host", ["h1", "h2"], "all") where metric.name == "latency"
convert_exponential_histogram_to_histogram("upper", [1.0, 2.0, 5.0, 10.0]) where metric.name == "exp"
convert_exponential_histogram_to_histogram("midpoint", [1.0, 2.0, 5.0, 10.0]) where metric.name == "exp"
convert_exponential_histogram_to_histogram("uniform", [1.0, 2.0, 5.0, 10.0]) where metric.name == "exp"
convert_exponential_histogram_to_histogram("nope", [1.0]) where metric.name == "exp"
convert_exponential_histogram_to_histogram("upper", []) where metric.name == "exp"
convert_exponential_histogram_to_histogram("upper", [5.0, 1.0]) where metric.name == "exp"
convert_exponential_histogram_to_histogram("upper", [1.0]) where metric.name == "temp"
convert_summary_quantile_val_to_gauge() where metric.name == "sum mary"
convert_summary_quantile_val_to_gauge("q", "_x") where metric.name == "sum mary"
convert_summary_quantile_val_to_gauge() where metric.name == "temp"
convert_summary_sum_val_to_sum("delta", true) where metric.name == "sum mary"
convert_summary_sum_val_to_sum("cumulative", false, ".s") where metric.name == "sum mary"
convert_summary_count_val_to_sum("delta", true) where metric.name == "sum mary"
convert_summary_count_val_to_sum("nope", true) where metric.name == "sum mary"
convert_summary_count_val_to_sum("delta", true, ".n") where metric.name == "temp"
merge_histogram_buckets(10.0) where metric.name == "latency"
merge_histogram_buckets(10) where metric.name == "latency"
merge_histogram_buckets(11.0) where metric.name == "latency"
merge_histogram_buckets(2.0, "limit_buckets") where metric.name == "latency"
merge_histogram_buckets(1, "limit_buckets") where metric.name == "latency"
merge_histogram_buckets(0, "limit_buckets") where metric.name == "latency"
merge_histogram_buckets(10.0, "remove_explicit_bound") where metric.name == "latency"
merge_histogram_buckets(10.0, "nope") where metric.name == "latency"
merge_histogram_buckets(10.0) where metric.name == "temp"
set(metric.name, "x") where HasAttrKeyOnDatapoint("host")
set(resource.attributes["m"], metric.name)
set(scope.attributes["m"], datapoint.attributes["host"])
set(log.body, 1)
""".strip().split("\n")

PROFILE_EDITORS = """
set(profile.attributes["new"], "v")
set(profile.attributes["k"], 8)
set(profile.attributes["thread.name"], nil)
set(profile.attributes["out"], profile.sample_type.type)
set(profile.attributes["out"], Len(profile.samples))
set(profile.attributes["out"], profile.duration)
set(profile.attributes["out"], Seconds(profile.duration))
set(profile.attributes["out"], UnixNano(profile.time))
set(profile.original_payload_format, "jfr")
set(profile.sample_type.type, "alloc")
set(profile.period_type.unit, "bytes")
delete_key(profile.attributes, "k")
delete_matching_keys(profile.attributes, ".*")
keep_keys(profile.attributes, ["k"])
set(profilesample.attributes["new"], profile.sample_type.type)
set(profilesample.values, [1])
set(profilesample.attributes["thread.name"], "other")
set(resource.attributes["out"], profile.period)
set(scope.name, profile.sample_type.unit)
replace_pattern(profile.attributes["thread.name"], "w", "W")
truncate_all(profile.attributes, 2)
limit(profile.attributes, 1, [])
merge_maps(profile.attributes, {"a": 1}, "insert")
set(profile.attributes["id"], profile.profile_id.string)
set(profile.attributes["x"], "y") where profile.profile_id == ProfileID(0x0102030405060708090a0b0c0d0e0f10)
""".strip().split("\n")
