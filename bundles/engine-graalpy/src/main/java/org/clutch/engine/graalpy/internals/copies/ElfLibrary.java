package org.clutch.engine.graalpy.internals.copies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clutch.engine.graalpy.internals.copies.ElfBytes.Entry;
import org.clutch.engine.graalpy.internals.copies.ElfBytes.NotPatchable;
import org.clutch.engine.graalpy.internals.copies.ElfBytes.Text;

/**
 * A shared library on disk, and which of its bytes to overwrite so that copies of it keep apart in one process.
 *
 * <p>The loader takes a library that is already loaded for the one a DT_NEEDED entry names when their names
 * (DT_SONAME) agree. So the copy of libpython gets a name of its own, and the copies of the extensions say that they
 * need that name. Immutable, safe for use by several threads; keeps no bytes of the file.
 */
final class ElfLibrary {

    /** A weak symbol that nothing defines, in nearly every library gcc links; its name is the space we can take. */
    private static final String UNUSED_SYMBOL = "_ITM_deregisterTMCloneTable";

    private final Path file;
    private final Optional<Entry> sonameEntry;
    private final Optional<Text> soname;
    private final List<Text> needed;
    private final Optional<Entry> spare;
    private final Optional<Text> unusedSymbol;

    private ElfLibrary(Path file, ElfBytes elf) throws NotPatchable {
        this.file = file;
        sonameEntry = elf.entries(ElfBytes.SONAME).stream().findFirst();
        soname = sonameEntry.isPresent() ? Optional.of(elf.text(sonameEntry.get())) : Optional.empty();
        var names = new ArrayList<Text>();
        for (var entry : elf.entries(ElfBytes.NEEDED)) {
            names.add(elf.text(entry));
        }
        needed = List.copyOf(names);
        spare = spareEntry(elf.entries());
        unusedSymbol = elf.find(UNUSED_SYMBOL);
    }

    /**
     * Reads {@code file}, all of it. Blocks while it does.
     *
     * @throws IOException if it can't be read or is no ELF64 little-endian shared library for x86-64 or aarch64; the
     *         message names the file
     */
    static ElfLibrary read(Path file) throws IOException {
        try {
            return new ElfLibrary(file, new ElfBytes(Files.readAllBytes(file)));
        } catch (NotPatchable | ArithmeticException e) {
            throw new IOException("Not a library that can be patched: " + file + ": " + e.getMessage(), e);
        }
    }

    /** The name under which the loader knows the library, its DT_SONAME; empty when it has none. */
    Optional<String> soname() {
        return soname.map(Text::text);
    }

    /** The names of the libraries it needs, in the file's order. */
    List<String> needed() {
        return needed.stream().map(Text::text).toList();
    }

    /**
     * What gives a copy the SONAME {@code name}, which must be as long as the one it has.
     *
     * @throws IOException if the library has no SONAME or one of another length
     */
    List<BytePatch> renamedTo(String name) throws IOException {
        var old = soname.filter(text -> text.text().length() == name.length())
                .orElseThrow(() -> cannot("its SONAME " + soname().orElse("(none)") + " is not as long as " + name));
        return List.of(BytePatch.string(old.at(), name));
    }

    /**
     * What makes a copy need the library {@code name}, in place of {@code original} when it needs that one already.
     * Otherwise DT_SONAME, which a library that is loaded by its path does without, becomes the DT_NEEDED; a library
     * without SONAME spends a spare entry and the name of a symbol that is never defined.
     *
     * @throws IOException if the library has no room for that
     */
    List<BytePatch> bound(String original, String name) throws IOException {
        for (var text : needed) {
            if (text.text().equals(original) && text.holds(name)) {
                return List.of(BytePatch.string(text.at(), name));
            }
        }
        var entry = sonameEntry.or(() -> spare).orElseThrow(() -> cannot("no spare entry in its dynamic section"));
        var place = soname.or(() -> unusedSymbol).filter(text -> text.holds(name))
                .or(() -> unusedSymbol.filter(text -> text.holds(name)))
                .orElseThrow(() -> cannot("no string that " + name + " could replace"));
        return List.of(BytePatch.string(place.at(), name),
                BytePatch.entry(entry.at(), ElfBytes.NEEDED, place.value()));
    }

    /** The first DT_NULL if another one follows to end the section. */
    private static Optional<Entry> spareEntry(List<Entry> entries) {
        for (int i = 0; i + 1 < entries.size(); i++) {
            if (entries.get(i).tag() == ElfBytes.NULL) {
                return entries.get(i + 1).tag() == ElfBytes.NULL ? Optional.of(entries.get(i)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private IOException cannot(String reason) {
        return new IOException("Can't patch " + file + ": " + reason);
    }
}
