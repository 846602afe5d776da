package dev.eyepiece.store;

/**
 * What a store holds.
 *
 * @param held sealed records
 * @param deleted records that retention has deleted since the store was opened
 * @param bytes bytes on disk
 * @param capBytes the byte cap that retention keeps; the largest long for a store without one
 * @param windows window files
 * @param oldestUnixNano arrival of the oldest sealed record, nanoseconds since 1970; 0 when empty
 */
public record StoreStats(
    RecordCounts held,
    RecordCounts deleted,
    long bytes,
    long capBytes,
    int windows,
    long oldestUnixNano) {}
