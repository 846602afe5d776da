package dev.eyepiece.agent;

/**
 * A named run, as far as it is held.
 *
 * @param name what its telemetry carries in {@link Runs#RUN_NAME}
 * @param label what people call it; the name until they say otherwise
 * @param errors spans whose status is an error
 * @param fromUnixNano when its first record began
 * @param toUnixNano when its last record ended
 */
public record RunSummary(
    String name,
    String label,
    long spans,
    long errors,
    long logs,
    long fromUnixNano,
    long toUnixNano) {}
