package dev.eyepiece.ottl.engine;

/**
 * Switches of behaviour, as the collector's feature gates have them.
 *
 * @param lambdas {@code ottl.functions.enableLambda}: functions take lambdas
 * @param setNil {@code ottl.set.allowNil}: setting nil empties the target
 * @param mismatchPasses whether {@code set} of a value that does not fit its target does nothing,
 *     as before 0.153, instead of failing
 */
public record Gates(boolean lambdas, boolean setNil, boolean mismatchPasses) {}
