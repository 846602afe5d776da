package dev.eyepiece.ottl.engine;

/**
 * Switches of behaviour, as the collector's feature gates have them.
 *
 * @param lambdas {@code ottl.functions.enableLambda}: functions take lambdas
 * @param setNil {@code ottl.set.allowNil}: setting nil empties the target
 */
public record Gates(boolean lambdas, boolean setNil) {}
