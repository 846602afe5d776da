package dev.eyepiece.opamp;

import java.util.List;
import java.util.Map;

/** Something that an agent is built of. */
public record ComponentNode(
    String name, Map<String, Object> metadata, List<ComponentNode> components) {}
