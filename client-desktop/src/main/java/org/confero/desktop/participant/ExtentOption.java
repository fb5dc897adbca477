package org.confero.desktop.participant;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.confero.protocol.Limits;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes of pictures as people write them: {@code 640x360}. */
final class ExtentOption implements ITypeConverter<Extent> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

    @Override
    public Extent convert(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("a size is width and height with an x between, such as 640x360");
        }
        return new Extent(side(matcher.group(1)), side(matcher.group(2)));
    }

    private static int side(String digits) {
        int side = Integer.parseInt(digits);
        if (side < 1 || side > Limits.PICTURE_PIXELS) {
            throw new TypeConversionException("a picture has 1 to " + Limits.PICTURE_PIXELS + " pixels each way");
        }
        return side;
    }
}
