package org.clutch.pool.hire;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configurations {@code org.clutch.pool~NAME}, for tools that edit them; {@link SettingsReader} reads them. */
@ObjectClassDefinition(name = "Clutch pool", description = "Interpreters for hire. A change applies to the running pool: "
        + "what is on loan finishes under the old settings. A wrong value changes nothing, and the log says what is allowed.")
public @interface PoolConfiguration {
    /** The least. */
    @AttributeDefinition(name = "Least interpreters", min = "0", max = "1000", description = "How many interpreters are "
            + "kept at any time, idle or on loan. 0 to max.")
    int min() default SettingsReader.MIN;

    /** The most. */
    @AttributeDefinition(name = "Most interpreters", min = "0", max = "1000", description = "How many interpreters there "
            + "may be, and so how many tasks run at the same time. 0 to 1000; 0 for as many as the machine has processors.")
    int max() default SettingsReader.MAX;

    /** Those ready beside those on loan. */
    @AttributeDefinition(name = "Spare interpreters", min = "0", max = "1000", description = "How many interpreters are "
            + "kept ready beside those on loan, as far as max allows. 0 to max.")
    int spare() default SettingsReader.SPARE;

    /** How long to wait. */
    @AttributeDefinition(name = "Longest wait (ms)", min = "-1", max = "86400000", description = "How many milliseconds "
            + "lease() waits when all interpreters are on loan. -1 to 86400000; 0 does not wait, -1 waits as long as it "
            + "takes. Tasks wait as long as it takes.")
    long maxWait() default SettingsReader.MAX_WAIT;

    /** How long idle ones stay. */
    @AttributeDefinition(name = "Idle timeout (ms)", min = "0", max = "86400000", description = "After how many "
            + "milliseconds an idle interpreter is ended, unless min or spare keep it. 0 to 86400000; 0 for never.")
    long idleTimeout() default SettingsReader.IDLE_TIMEOUT;

    /** How often one is used. */
    @AttributeDefinition(name = "Most uses", min = "0", max = "2147483647", description = "After how many leases and tasks "
            + "an interpreter is replaced, with reset=keep. 0 to 2147483647; 0 for any number.")
    int maxUses() default 0;

    /** What a lease gets. */
    @AttributeDefinition(name = "Reset", options = {
            @Option(label = "a new interpreter for each lease", value = "fresh"),
            @Option(label = "interpreters are used again", value = "keep")}, description = "fresh: each lease and each task "
                    + "gets a new interpreter. keep: interpreters are used again, with all that was left in them.")
    String reset() default "fresh";

    /** What code may reach. */
    @AttributeDefinition(name = "Isolation", options = {@Option(label = "trusted", value = "trusted"),
            @Option(label = "confined", value = "confined")}, description = "trusted: what 'python script.py' may do. "
                    + "confined: for code that nobody vouches for.")
    String isolation() default "trusted";

    /** Where modules are. */
    @AttributeDefinition(name = "Python path", required = false, description = "Folders and archives of modules, ahead of "
            + "the standard library; separated by commas. They must exist.")
    String[] pythonPath() default {};

    /** What to import. */
    @AttributeDefinition(name = "Preload", required = false, description = "Modules that each interpreter imports before "
            + "anybody gets it; separated by commas.")
    String[] preload() default {};

    /** What to run first. */
    @AttributeDefinition(name = "Warm-up script", required = false, description = "A file of Python code that each "
            + "interpreter runs in its __main__, after preload and before anybody gets it. It is read when it is configured.")
    String warmup() default "";

    /** How long a task may take. */
    @AttributeDefinition(name = "Time limit (ms)", min = "0", max = "86400000", description = "How many milliseconds each "
            + "exec or call of a lease, and each task, may take. 0 to 86400000; 0 for no limit.")
    long timeLimit() default 0;

    /** How much a task may do. */
    @AttributeDefinition(name = "Statement limit", min = "0", description = "How many Python statements each exec or call "
            + "of a lease, each task, each module of preload and warmup may execute. 0 for no limit.")
    long statementLimit() default 0;

    /** What channels are on. */
    @AttributeDefinition(name = "Transport", required = false, description = "The transport of channels that code in these "
            + "interpreters makes without naming one, such as queue; empty for rendezvous.")
    String transport() default "";
}
