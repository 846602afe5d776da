package dev.eyepiece.agent;

import java.net.URI;

/** Where an agent listens, with the ports that the system has chosen where 0 was asked for. */
public record Endpoints(URI otlpGrpc, URI otlpHttp, URI api) {}
