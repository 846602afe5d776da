/** Telemetry in ClickHouse, in the tables of the OpenTelemetry Collector's exporter. */
@NullMarked
package dev.eyepiece.store.clickhouse;

import org.jspecify.annotations.NullMarked;
