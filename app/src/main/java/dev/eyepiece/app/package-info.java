@org.jspecify.annotations.NullMarked
package dev.eyepiece.app;
