package org.clutch.launcher;

import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleException;

/**
 * Makes one line of what File Install logs when a bundle of the deploy folder cannot be installed or resolved. A stack trace
 * says nothing of such a bundle: none of its code has run. Where code of the bundle failed, the trace stays.
 */
final class DeployLog implements Filter {
    /** Kept here, since {@code java.util.logging} forgets loggers that nobody keeps, with their filters. */
    private static final Logger FILE_INSTALL = Logger.getLogger("fileinstall");
    /** How the framework says what it looked for: a name space and a filter. */
    private static final Pattern MISSING = Pattern
            .compile("missing requirement \\[[^]]*][^;]*?] ([\\w.-]+); (\\(.*?\\)+)(?=[] \\[]|$)");
    private static final Pattern NAME = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]*)\\)");
    private static final Pattern FROM = Pattern.compile("(?<!!)\\(version>=([^)]*)\\)");
    private static final Pattern BELOW = Pattern.compile("!\\(version>=([^)]*)\\)");

    DeployLog() {}

    /** Begins, until another configuration of logging takes over. */
    static void install() {
        FILE_INSTALL.setFilter(new DeployLog());
    }

    @Override
    public boolean isLoggable(LogRecord entry) {
        if (entry.getThrown() instanceof BundleException failure
                && failure.getType() != BundleException.ACTIVATOR_ERROR) {
            entry.setMessage(entry.getMessage() + ": " + reason(failure));
            entry.setThrown(null);
        }
        return true;
    }

    private static String reason(BundleException failure) {
        String text = LaunchException.reasons(failure);
        if (failure.getType() != BundleException.RESOLVE_ERROR) {
            return text;
        }
        String missing = null;
        // The last of several is what the others lack.
        for (Matcher each = MISSING.matcher(text); each.find();) {
            missing = described(each.group(1), each.group(2));
        }
        return missing == null ? text : missing;
    }

    private static String described(String space, String filter) {
        Matcher name = NAME.matcher(filter);
        return name.find()
                ? "it imports the package " + name.group(1) + range(filter)
                        + ", which no bundle here exports; add one that does"
                : "it requires " + space + " " + filter + ", which no bundle here provides; add one that does";
    }

    private static String range(String filter) {
        Matcher from = FROM.matcher(filter);
        Matcher below = BELOW.matcher(filter);
        return (from.find() ? " from version " + from.group(1) + " on" : "")
                + (below.find() ? " and below " + below.group(1) : "");
    }
}
