package dev.eyepiece.ui.overview;

/**
 * What came of one signal.
 *
 * @param title what is counted, such as {@code spans}
 * @param perSecond in the last whole second
 * @param taken since the start
 * @param held now
 * @param rejected by validation, since the start
 */
record SignalRate(String title, long perSecond, long taken, long held, long rejected) {}
