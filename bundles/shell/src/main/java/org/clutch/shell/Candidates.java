package org.clutch.shell;

import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.jline.reader.Candidate;
import org.jline.reader.ParsedLine;

/** What JLine completes with. Loaded only where it does. */
final class Candidates {
    /** In which Gogo keeps the line that is being completed. */
    private static final String LINE = ".commandLine";

    private Candidates() {}

    /** Says which word of its command the cursor is in, counted from 0; -1 if nothing is being completed. */
    static int word(CommandSession session) {
        return session.get(LINE) instanceof ParsedLine line ? line.wordIndex() : -1;
    }

    static List<Candidate> of(Stream<CandidatesCommand.Offer> offers) {
        return offers.map(it -> new Candidate(it.word(), it.word(), null, it.about(), null, it.key(), true)).toList();
    }
}
