/**
 * Where telemetry rests: the contract of a store, its DuckDB form, and the search language that
 * both the store and the views speak.
 */
@NullMarked
package dev.eyepiece.store;

import org.jspecify.annotations.NullMarked;
