package dev.eyepiece.opamp.store;

import com.google.protobuf.ByteString;

/** Bytes that many agents may share, named by their SHA-256. */
public record Blob(ByteString sha256, ByteString bytes) {}
