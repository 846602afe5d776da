package dev.eyepiece.store;

/**
 * Samples of one service, type and unit.
 *
 * @param samples how many
 * @param total the sum of their values
 * @param firstUnixNano time of the oldest
 * @param lastUnixNano time of the newest
 */
public record ProfileType(
    String service,
    String type,
    String unit,
    long samples,
    long total,
    long firstUnixNano,
    long lastUnixNano) {}
