package dev.eyepiece.agent;

import java.net.URI;
import java.nio.file.Path;

/**
 * An agent of this user that runs now.
 *
 * @param owner its process and API address
 * @param dataFolder the folder it owns, which holds its token
 * @param otlpGrpc where it takes OTLP/gRPC
 * @param otlpHttp where it takes OTLP/HTTP
 */
public record RunningAgent(Owner owner, Path dataFolder, URI otlpGrpc, URI otlpHttp) {}
