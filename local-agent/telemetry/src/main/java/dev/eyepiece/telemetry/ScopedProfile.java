package dev.eyepiece.telemetry;

/** One profile with what it belongs to. Its indices point into the dictionary of its batch. */
public record ScopedProfile(Resource resource, Scope scope, Profile profile) {}
