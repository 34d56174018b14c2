package org.clutch.engine.graalpy.internals.copies;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the loader of the operating system sees of an ELF64 little-endian shared library: the program headers, the
 * dynamic section and the strings it refers to. Section headers are not looked at, so stripped files are fine.
 *
 * <pre>
 *   ELF header: e_phoff
 *     program headers
 *       PT_DYNAMIC: the dynamic section, entries of a tag and a value, ended by the first DT_NULL
 *         DT_STRTAB: address of the string table, DT_STRSZ: its size in bytes
 *       PT_LOAD: where a part of the file is mapped to, so turns that address into a place in the file
 *     string table: names, each ended by a NUL; entries like DT_SONAME hold the place of one in it
 * </pre>
 *
 * <p>Not safe for use by several threads. All methods throw {@link NotPatchable} when the file says something
 * impossible.
 */
final class ElfBytes {

    static final int NULL = 0;
    static final int NEEDED = 1;
    static final int SONAME = 14;

    /** Size of one entry of the dynamic section. */
    static final int ENTRY = 2 * Long.BYTES;

    private static final int STRTAB = 5;
    private static final int STRSZ = 10;
    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;
    private static final int SHARED_LIBRARY = 3;
    private static final int X86_64 = 62;
    private static final int AARCH64 = 183;

    private final ByteBuffer bytes;
    private final List<Segment> segments;
    private final List<Entry> entries;
    private final int strings;
    private final int stringsSize;

    /** What is wrong with a file, without its name, which the caller adds. */
    static final class NotPatchable extends Exception {
        private static final long serialVersionUID = 1L;

        NotPatchable(String message) {
            super(message);
        }
    }

    /** A part of the file and where it is mapped to; all but {@code type} count bytes. */
    private record Segment(int type, long offset, long address, long size) {}

    /** An entry of the dynamic section that lies {@code at} bytes into the file. */
    record Entry(int at, long tag, long value) {}

    /** A string that starts {@code at} bytes into the file, {@code value} bytes into the string table. */
    record Text(int at, long value, String text) {
        /** Whether {@code other} fits in the place of this string. */
        boolean holds(String other) {
            return other.length() <= text.length();
        }
    }

    ElfBytes(byte[] file) throws NotPatchable {
        bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        try {
            checkHeader();
            segments = readSegments();
            entries = readEntries();
            stringsSize = offset(only(STRSZ));
            strings = fileOffset(only(STRTAB), stringsSize);
        } catch (IndexOutOfBoundsException e) {
            throw new NotPatchable("it ends too early");
        }
    }

    /** All entries up to and with the end of the section's space, spare ones after the first DT_NULL included. */
    List<Entry> entries() {
        return entries;
    }

    /** The entries before the first DT_NULL that carry {@code tag}. */
    List<Entry> entries(int tag) {
        return entries.stream().takeWhile(entry -> entry.tag() != NULL).filter(entry -> entry.tag() == tag).toList();
    }

    /** The string that {@code entry} names. */
    Text text(Entry entry) throws NotPatchable {
        if (entry.value() < 0 || entry.value() >= stringsSize) {
            throw new NotPatchable("a name lies outside its string table");
        }
        int start = strings + (int) entry.value();
        int end = start;
        while (end < strings + stringsSize && bytes.get(end) != 0) {
            end++;
        }
        if (end == strings + stringsSize) {
            throw new NotPatchable("a name in its string table has no end");
        }
        return new Text(start, entry.value(), new String(bytes.array(), start, end - start,
                StandardCharsets.ISO_8859_1));
    }

    /** Where the string table holds exactly {@code text}, not as the end of a longer string; empty if nowhere. */
    Optional<Text> find(String text) {
        byte[] wanted = ('\0' + text + '\0').getBytes(StandardCharsets.ISO_8859_1);
        for (int at = strings; at + wanted.length <= strings + stringsSize; at++) {
            if (bytes.slice(at, wanted.length).equals(ByteBuffer.wrap(wanted))) {
                return Optional.of(new Text(at + 1, at + 1L - strings, text));
            }
        }
        return Optional.empty();
    }

    private void checkHeader() throws NotPatchable {
        if (bytes.capacity() < Integer.BYTES || bytes.getInt(0) != 0x464c457f) {
            throw new NotPatchable("it is not an ELF file");
        }
        if (bytes.get(4) != 2 || bytes.get(5) != 1) {
            throw new NotPatchable("it is not a 64-bit little-endian ELF file");
        }
        int machine = Short.toUnsignedInt(bytes.getShort(18));
        if (bytes.getShort(16) != SHARED_LIBRARY || machine != X86_64 && machine != AARCH64) {
            throw new NotPatchable("it is not a shared library for x86-64 or aarch64, machine=" + machine);
        }
    }

    private List<Segment> readSegments() throws NotPatchable {
        int start = offset(bytes.getLong(32));
        int size = Short.toUnsignedInt(bytes.getShort(54));
        int count = Short.toUnsignedInt(bytes.getShort(56));
        var found = new ArrayList<Segment>(count);
        for (int i = 0; i < count; i++) {
            int at = Math.addExact(start, i * size);
            found.add(new Segment(bytes.getInt(at), bytes.getLong(at + 8), bytes.getLong(at + 16),
                    bytes.getLong(at + 32)));
        }
        return List.copyOf(found);
    }

    private List<Entry> readEntries() throws NotPatchable {
        var section = segments.stream().filter(segment -> segment.type() == DYNAMIC).findFirst()
                .orElseThrow(() -> new NotPatchable("it has no dynamic section"));
        int start = offset(section.offset());
        int end = Math.addExact(start, offset(section.size()));
        var found = new ArrayList<Entry>();
        for (int at = start; at + ENTRY <= end; at += ENTRY) {
            found.add(new Entry(at, bytes.getLong(at), bytes.getLong(at + Long.BYTES)));
        }
        if (found.stream().noneMatch(entry -> entry.tag() == NULL)) {
            throw new NotPatchable("its dynamic section has no end");
        }
        return List.copyOf(found);
    }

    private long only(int tag) throws NotPatchable {
        var found = entries(tag);
        if (found.size() != 1) {
            throw new NotPatchable("its dynamic section has " + found.size() + " entries of tag " + tag + ", not one");
        }
        return found.getFirst().value();
    }

    private int fileOffset(long address, int size) throws NotPatchable {
        for (var segment : segments) {
            long within = address - segment.address();
            if (segment.type() == LOAD && within >= 0 && within + size <= segment.size()) {
                return offset(segment.offset() + within);
            }
        }
        throw new NotPatchable("no segment holds its string table");
    }

    private int offset(long value) throws NotPatchable {
        if (value < 0 || value > bytes.capacity()) {
            throw new NotPatchable("it ends too early: " + bytes.capacity() + " bytes, refers to " + value);
        }
        return (int) value;
    }
}
