package dev.eyepiece.store;

/** A value and the number of spans that carry it. */
public record FacetValue(String value, long spans) {}
