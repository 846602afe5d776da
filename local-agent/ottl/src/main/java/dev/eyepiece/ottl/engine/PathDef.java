package dev.eyepiece.ottl.engine;

import java.util.List;
import java.util.function.Function;

/**
 * A path of a context as the tables hold it.
 *
 * @param name segments with dots between them, without the context
 * @param type what it holds, for messages and completion
 * @param indexable whether its last segment takes keys
 * @param node makes the node for the given keys; may refuse them with {@link CheckException}
 */
public record PathDef(
    String name, String type, boolean indexable, Function<List<KeyNode>, PathNode> node) {}
