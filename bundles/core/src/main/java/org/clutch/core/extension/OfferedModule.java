package org.clutch.core.extension;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.clutch.extension.ExtensionException;
import org.clutch.extension.ExtensionLoader;
import org.clutch.extension.ModuleDeclaration;
import org.clutch.extension.ModuleListener;
import org.clutch.extension.ModuleUnloadedException;

/**
 * A module that a bundle offers, through all updates of the bundle. The monitor guards every field; it is not held while
 * loaders, authors or engines are called. One thread at a time opens the module, others wait for it.
 */
final class OfferedModule {
    private static final Logger LOG = System.getLogger("org.clutch.core");

    /** What the bundle is doing. */
    private enum Presence {
        STARTED,
        /** It has stopped to be updated or refreshed: callers wait. */
        AWAY,
        /** It does not come back; whatever comes in its place is another offer. */
        GONE
    }

    /** Opens a module by whichever loader can. */
    interface Opening {
        Opened open(ModuleDeclaration declaration, OfferedModule offer) throws InterruptedException;
    }

    private final Opening opening;
    private final Supplier<Duration> absence;
    private final Set<HeldModule> holders = new LinkedHashSet<>();
    private ModuleDeclaration declaration;
    private int ranking;
    private Presence presence = Presence.STARTED;
    private Opened opened;
    private boolean isOpening;
    /** Counts what was opened or lost, so that an opening that was overtaken is known for one. */
    private int generation;
    /** Counts the absences, so that the end of one is not taken for the end of a later one. */
    private int absences;

    /**
     * @param absence how long callers wait while the bundle is away
     */
    OfferedModule(ModuleDeclaration declaration, int ranking, Opening opening, Supplier<Duration> absence) {
        this.declaration = declaration;
        this.ranking = ranking;
        this.opening = opening;
        this.absence = absence;
    }

    synchronized ModuleDeclaration declaration() {
        return declaration;
    }

    synchronized int ranking() {
        return ranking;
    }

    synchronized boolean isGone() {
        return presence == Presence.GONE;
    }

    synchronized boolean isAway() {
        return presence == Presence.AWAY;
    }

    /** Numbers the absence that is, or the last one. */
    synchronized int absences() {
        return absences;
    }

    /** Names the kind of the loader, or gives null while it is not open. */
    synchronized String kind() {
        return opened == null ? null : opened.loader().kind();
    }

    synchronized List<HeldModule> holders() {
        return List.copyOf(holders);
    }

    /** Says whether something is what the module is now. */
    synchronized boolean isCurrent(Opened candidate) {
        return opened == candidate;
    }

    /** Notes that an interpreter imports it; false if it is gone. */
    synchronized boolean join(HeldModule holder) {
        return presence != Presence.GONE && holders.add(holder);
    }

    synchronized void leave(HeldModule holder) {
        holders.remove(holder);
    }

    /** Gives what a loader has opened, and opens it if need be. Waits while the bundle is away or another thread opens it. */
    Opened opened() throws InterruptedException {
        ModuleDeclaration wanted;
        int began;
        synchronized (this) {
            long end = System.nanoTime() + absence.get().toNanos();
            while (true) {
                if (presence == Presence.GONE) {
                    throw unloaded();
                }
                if (opened != null) {
                    return opened;
                }
                if (presence == Presence.STARTED && !isOpening) {
                    break;
                }
                await(end);
            }
            isOpening = true;
            wanted = declaration;
            began = generation;
        }
        return open(wanted, began);
    }

    /** Says whether the bundle has moved on since an opening began. */
    private synchronized boolean overtaken(int began) {
        return generation != began || presence != Presence.STARTED;
    }

    private void await(long end) throws InterruptedException {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw presence == Presence.AWAY
                    ? new ModuleUnloadedException(declaration + " stopped to be updated and has not come back within "
                            + absence.get().toMillis() + " ms")
                    : new ExtensionException(declaration + " is still being opened by another thread after "
                            + absence.get().toMillis() + " ms");
        }
        wait(millis);
    }

    private Opened open(ModuleDeclaration wanted, int began) throws InterruptedException {
        Opened made = null;
        boolean kept = false;
        try {
            made = opening.open(wanted, this);
        } catch (ExtensionException e) {
            if (!overtaken(began)) {
                throw e;
            }
        } finally {
            synchronized (this) {
                isOpening = false;
                kept = made != null && generation == began && presence == Presence.STARTED;
                if (kept) {
                    opened = made;
                }
                notifyAll();
            }
        }
        if (kept) {
            return made;
        }
        // It was lost while it was opened; the next attempt waits for what comes.
        close(made);
        return opened();
    }

    /** What was opened goes away, though the bundle stays; returns when calls in it have finished or overrun. */
    void lost(Opened which, Duration drain) {
        List<Ending> endings;
        synchronized (this) {
            if (which != opened) {
                // Perhaps one that is being opened: then it does not count.
                generation++;
                return;
            }
            endings = retire();
        }
        end(endings, which, drain);
    }

    /** A loader goes away, and all that it has opened. */
    void lost(ExtensionLoader loader, Duration drain) {
        Opened which;
        synchronized (this) {
            which = opened;
        }
        if (which != null && which.loader() == loader) {
            lost(which, drain);
        }
    }

    /** The bundle is stopping: for good, or to come back. */
    void stopped(boolean comesBack, Duration drain) {
        List<Ending> endings;
        Opened last;
        synchronized (this) {
            presence = comesBack ? Presence.AWAY : Presence.GONE;
            absences++;
            last = opened;
            endings = retire();
        }
        end(endings, last, drain);
        if (!comesBack) {
            tellUnloaded(drain);
        }
    }

    /** The bundle came back without the module, or will not come back. Returns false if it is not away. */
    synchronized boolean gone() {
        if (presence != Presence.AWAY) {
            return false;
        }
        presence = Presence.GONE;
        notifyAll();
        return true;
    }

    /** The bundle was away too long. Returns false if that absence is over. */
    synchronized boolean gone(int absence) {
        return absence == absences && gone();
    }

    /** Lets the interpreters forget a module that is gone. */
    void tellUnloaded(Duration atMost) {
        tell("unload", ModuleListener::unloaded, atMost);
    }

    /** The bundle is back. */
    void returned(ModuleDeclaration now, int nowRanking) {
        synchronized (this) {
            declaration = now;
            ranking = nowRanking;
            presence = Presence.STARTED;
            notifyAll();
        }
        tell("update", ModuleListener::updated, Duration.ZERO);
    }

    private record Ending(HeldModule module, Held held) {}

    private List<Ending> retire() {
        generation++;
        opened = null;
        List<Ending> endings = new ArrayList<>();
        for (HeldModule each : holders) {
            Held held = each.take();
            if (held != null) {
                endings.add(new Ending(each, held));
            }
        }
        notifyAll();
        return endings;
    }

    private static void end(List<Ending> endings, Opened last, Duration drain) {
        long end = System.nanoTime() + drain.toNanos();
        for (Ending each : endings) {
            each.held().end(each.module(), Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            each.module().retired(each.held());
        }
        close(last);
    }

    private static void close(Opened last) {
        if (last == null) {
            return;
        }
        try {
            last.extension().close();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING,
                    () -> "a loader of kind " + last.loader().kind() + " failed to close a module: " + e);
        }
    }

    private interface News {
        void to(ModuleListener listener);
    }

    /** Tells all interpreters, at the same time, in threads that may run Python; waits for them as long as told. */
    private void tell(String what, News news, Duration atMost) {
        List<Thread> telling = holders().stream().map(holder -> Thread.ofPlatform().daemon()
                .name("clutch-extension-" + what + "-" + holder.interpreter()).stackSize(16 << 20).start(() -> {
                    // The engine finds its languages through this loader only.
                    Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
                    try {
                        news.to(holder.listener());
                    } catch (RuntimeException e) {
                        LOG.log(Level.WARNING, () -> holder + " could not hear of its " + what + ": " + e);
                    }
                })).toList();
        long end = System.nanoTime() + atMost.toNanos();
        try {
            for (Thread each : telling) {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (left.isPositive() && !each.join(left)) {
                    LOG.log(Level.WARNING, () -> this + ": an interpreter is too busy to hear of the " + what
                            + " within " + atMost.toMillis() + " ms; it will when it is not");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ModuleUnloadedException unloaded() {
        return new ModuleUnloadedException(declaration + " was unloaded: its bundle is stopped or gone");
    }

    @Override
    public String toString() {
        return declaration().toString();
    }
}
