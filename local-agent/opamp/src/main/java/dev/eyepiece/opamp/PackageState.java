package dev.eyepiece.opamp;

/** A package that an agent has or is getting, as it says. */
public record PackageState(
    String name, String version, String offeredVersion, String status, String error) {}
