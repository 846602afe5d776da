package dev.eyepiece.store;

/**
 * What a store holds.
 *
 * @param spans sealed spans
 * @param logs sealed log records
 * @param points sealed data points
 * @param samples sealed samples of profiles
 * @param bytes bytes on disk
 * @param capBytes the byte cap that retention keeps; the largest long for a store without one
 * @param windows window files
 * @param oldestUnixNano arrival of the oldest sealed span, nanoseconds since 1970; 0 when empty
 * @param deletedSpans spans that retention has deleted since the store was opened
 */
public record StoreStats(
    long spans,
    long logs,
    long points,
    long samples,
    long bytes,
    long capBytes,
    int windows,
    long oldestUnixNano,
    long deletedSpans) {}
