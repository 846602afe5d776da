package dev.eyepiece.ui.shell;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.task.OwnUse;
import dev.eyepiece.ui.theme.Theme;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * What the frame of the window works with.
 *
 * @param use what this process uses; never blocks
 * @param zone in which times are shown and typed
 */
public record Frame(
    Telemetry telemetry,
    Ambient ambient,
    Theme theme,
    Background background,
    Remembered remembered,
    Supplier<OwnUse> use,
    InstantSource clock,
    ZoneId zone) {}
