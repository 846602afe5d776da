package dev.eyepiece.opamp;

import org.jspecify.annotations.Nullable;

/**
 * One line about an agent. Texts are as the agent sent them: untrusted, though bounded.
 *
 * @param presenceReason why it is not live, in words; empty while it is
 * @param healthy {@code null} when it never said
 * @param status its health in its own words
 * @param lastError of its health
 * @param name service.name
 * @param version service.version
 * @param host host.name
 * @param capabilities bits of {@link AgentCapability}; 0 when never said
 * @param desiredConfigHash of what it is to have; empty for nothing. Hashes are hexadecimal digits
 * @param remoteConfigHash of the config that it spoke of last
 */
public record AgentSummary(
    InstanceUid uid,
    Presence presence,
    String presenceReason,
    long lastSeenUnixMillis,
    @Nullable Boolean healthy,
    String status,
    String lastError,
    String name,
    String version,
    String host,
    long capabilities,
    ConfigState configState,
    String desiredConfigHash,
    String effectiveConfigHash,
    String remoteConfigHash,
    ConfigStatus remoteConfigStatus,
    String remoteConfigError) {}
