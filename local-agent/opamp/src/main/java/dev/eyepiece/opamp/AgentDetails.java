package dev.eyepiece.opamp;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of an agent. Texts are as the agent sent them.
 *
 * @param transport {@code WebSocket} or {@code HTTP}
 * @param remote the address that it spoke from last
 * @param complete whether all that it reports is known; else it has been asked for the rest
 * @param duplicates how often another program used its uid
 * @param history steps of its config, the oldest first
 * @param messages the last messages since this server started, the oldest first
 * @param errors what went wrong last, the newest first
 */
public record AgentDetails(
    AgentSummary summary,
    long firstSeenUnixMillis,
    String transport,
    String remote,
    long sequence,
    boolean complete,
    int duplicates,
    Map<String, Object> identifying,
    Map<String, Object> nonIdentifying,
    @Nullable HealthNode health,
    List<ConfigText> effectiveConfig,
    List<ConfigText> desiredConfig,
    List<ComponentNode> components,
    List<PackageState> packages,
    String connectionSettingsStatus,
    List<String> customCapabilities,
    List<ConfigEvent> history,
    List<WireMessage> messages,
    List<String> errors) {}
