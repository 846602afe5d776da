@org.jspecify.annotations.NullMarked
package dev.eyepiece.ui;
