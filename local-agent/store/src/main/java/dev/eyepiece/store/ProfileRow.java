package dev.eyepiece.store;

import dev.eyepiece.telemetry.TraceId;

/**
 * A profile.
 *
 * @param batchId of the request that brought it
 * @param profileId the zero id when the sender gave none
 * @param samples how many
 * @param total the sum of their values
 * @param firstUnixNano time of its oldest sample
 * @param lastUnixNano time of its newest sample
 */
public record ProfileRow(
    long batchId,
    TraceId profileId,
    String service,
    String type,
    String unit,
    long samples,
    long total,
    long firstUnixNano,
    long lastUnixNano) {}
