package org.clutch.pool.hire;

import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.function.IntSupplier;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.clutch.pool.PoolException;

/**
 * The interpreters of one making: those that are idle, last used first, and the count of all. Commons Pool keeps them; it
 * never makes a caller wait for others, since the gate has done that. Any thread may call.
 */
final class Stock {
    /** How long Commons Pool may wait for a making under way; a negative time would make it spin. */
    private static final Duration LONG = Duration.ofHours(1);

    private final Settings.Making making;
    private final Maker maker;
    private final Endings endings;
    private final GenericObjectPool<Hired> pool;
    /** How many idle ones may stay at all, how many whatever their age, and how old the others become. */
    private volatile Keeping keeping;

    private record Keeping(IntSupplier most, int ready, Duration idleTimeout) {}

    Stock(Settings settings, Maker maker, Endings endings) {
        this.making = settings.making();
        this.maker = maker;
        this.endings = endings;
        GenericObjectPoolConfig<Hired> config = new GenericObjectPoolConfig<>();
        config.setJmxEnabled(false);
        config.setBlockWhenExhausted(false);
        config.setMaxWait(LONG);
        config.setTestOnReturn(true);
        config.setNumTestsPerEvictionRun(-1);
        config.setEvictionPolicy((_, object, idle) -> isBeyond(idle, object.getIdleDuration()));
        this.pool = new GenericObjectPool<>(new Factory(), config);
        resize(settings);
    }

    /** Commons Pool's way to make and to end. */
    private final class Factory extends BasePooledObjectFactory<Hired> {
        @Override
        public Hired create() throws Exception {
            return new Hired(maker.make(making), Stock.this);
        }

        @Override
        public PooledObject<Hired> wrap(Hired hired) {
            return new DefaultPooledObject<>(hired);
        }

        @Override
        public boolean validateObject(PooledObject<Hired> object) {
            return !object.getObject().isEnding();
        }

        @Override
        public void destroyObject(PooledObject<Hired> object) {
            endings.end(object.getObject());
        }
    }

    /** Changes how many there may be. */
    void resize(Settings settings) {
        pool.setMaxTotal(settings.max());
        pool.setMaxIdle(settings.max());
    }

    /**
     * Takes an idle one, or makes one; the caller has a permit of the gate.
     *
     * @throws IllegalStateException if this is closed
     * @throws PoolException if one was to be made and could not
     */
    Hired take() throws InterruptedException {
        while (true) {
            Hired hired = takeAny();
            if (hired.isAtRest()) {
                return hired;
            }
            remove(hired);
        }
    }

    private Hired takeAny() throws InterruptedException {
        while (true) {
            try {
                return pool.borrowObject(LONG);
            } catch (NoSuchElementException e) {
                // With a permit there is one for us: for a moment its age is looked at, or it is just becoming idle.
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Thread.yield();
            } catch (InterruptedException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new PoolException("an interpreter cannot be made", e);
            }
        }
    }

    /** Makes one that is idle, unless there are as many as there may be. */
    void add() throws InterruptedException {
        try {
            pool.addObject();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new PoolException("an interpreter cannot be made", e);
        }
        if (pool.isClosed()) {
            pool.clear();
        }
    }

    /** Takes one back, to be idle; ends it if this is closed. */
    void giveBack(Hired hired) {
        pool.returnObject(hired);
    }

    /** Has one ended that was taken. Commons Pool would make another if it were told so by its own word for it. */
    void remove(Hired hired) {
        hired.ends();
        pool.returnObject(hired);
    }

    int idle() {
        return pool.getNumIdle();
    }

    /**
     * Ends idle ones that are too many or too old.
     *
     * @param most tells how many there may be; asked once they have been counted
     * @param ready how many are kept whatever their age
     * @param idleTimeout the age; zero for any
     */
    void trim(IntSupplier most, int ready, Duration idleTimeout) {
        keeping = new Keeping(most, ready, idleTimeout);
        if (!isAnyBeyond()) {
            // Commons Pool lends none whose age it looks at, and makes another instead.
            return;
        }
        try {
            pool.evict();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isAnyBeyond() {
        int idle = pool.getNumIdle();
        long now = System.currentTimeMillis();
        return pool.listAllObjects().stream().filter(each -> each.getLastReturnTime() >= each.getLastBorrowTime())
                .anyMatch(each -> isBeyond(idle, Duration.ofMillis(now - each.getLastReturnTime())));
    }

    private boolean isBeyond(int idle, Duration age) {
        Keeping now = keeping;
        return idle > now.most().getAsInt() || idle > now.ready() && now.idleTimeout().isPositive()
                && age.compareTo(now.idleTimeout()) >= 0;
    }

    /** Ends all that are idle, and from now on those that are given back. */
    void close() {
        pool.close();
    }
}
