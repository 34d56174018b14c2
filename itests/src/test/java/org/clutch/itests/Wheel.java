package org.clutch.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Wheels to install or to drop. */
final class Wheel {
    private Wheel() {}

    /** Makes a wheel of version 1.2: paths and contents in turn. */
    static byte[] of(String name, Object... files) throws IOException {
        String info = name + "-1.2.dist-info/";
        ByteArrayOutputStream wheel = new ByteArrayOutputStream();
        StringBuilder record = new StringBuilder();
        try (ZipOutputStream out = new ZipOutputStream(wheel)) {
            add(out, record, info + "METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: 1.2\n");
            add(out, record, info + "WHEEL",
                    "Wheel-Version: 1.0\nGenerator: a test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            for (int i = 0; i < files.length; i += 2) {
                add(out, record, (String) files[i], files[i + 1]);
            }
            add(out, record, info + "RECORD", record + info + "RECORD,,\n");
        }
        return wheel.toByteArray();
    }

    private static void add(ZipOutputStream out, StringBuilder record, String name, Object content)
            throws IOException {
        record.append(name).append(",,\n");
        out.putNextEntry(new ZipEntry(name));
        out.write(content instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) content);
    }
}
