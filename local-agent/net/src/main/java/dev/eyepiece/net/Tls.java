package dev.eyepiece.net;

import java.nio.file.Path;

/** A certificate chain and its private key, both PEM. */
public record Tls(Path certificateChain, Path privateKey) {}
