package dev.eyepiece.agent;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where an agent listens, with the ports that the system has chosen where 0 was asked for.
 *
 * @param opamp the whole URL for agents of the fleet; {@code null} when it takes none
 */
public record Endpoints(URI otlpGrpc, URI otlpHttp, URI api, @Nullable URI opamp) {}
