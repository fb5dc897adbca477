package org.confero.protocol;

/**
 * What a participant is called by people: Unicode, trimmed, 1 to {@link Limits#NAME_CODE_POINTS} code points, something to
 * be seen among them, no control characters and none that override the direction of writing (Unicode Bidirectional
 * Algorithm, UAX #9, section 2).
 *
 * Throws {@link InvalidValueException} with {@link ErrorCode#NAME_INVALID} for anything else
 */
public record DisplayName(String value) {
    /** Letters and a symbol that are drawn as nothing: the fillers of Hangul, and Braille without a dot. */
    private static final String BLANKS = "\u115f\u1160\u2800\u3164\uffa0";

    public DisplayName {
        value = value.strip();
        int length = value.codePointCount(0, value.length());
        if (length == 0) {
            throw nothingToSee();
        }
        if (length > Limits.NAME_CODE_POINTS) {
            throw new InvalidValueException(
                    ErrorCode.NAME_INVALID, "A name has at most " + Limits.NAME_CODE_POINTS + " characters");
        }
        if (value.codePoints().anyMatch(DisplayName::isForbidden)) {
            throw new InvalidValueException(
                    ErrorCode.NAME_INVALID, "A name has no control or direction-changing characters");
        }
        if (value.codePoints().noneMatch(DisplayName::isVisible)) {
            throw nothingToSee();
        }
    }

    private static InvalidValueException nothingToSee() {
        return new InvalidValueException(ErrorCode.NAME_INVALID, "A name is needed");
    }

    private static boolean isForbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> isBidirectionalControl(codePoint);
        };
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT, Character.SPACE_SEPARATOR, Character.NON_SPACING_MARK -> false;
            default -> BLANKS.indexOf(codePoint) < 0;
        };
    }

    private static boolean isBidirectionalControl(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    @Override
    public String toString() {
        return value;
    }
}
