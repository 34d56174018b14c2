package org.clutch.core.extension;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.clutch.extension.Extension;
import org.clutch.extension.ExtensionLoader;
import org.clutch.extension.MembersInstance;
import org.clutch.extension.ModuleDeclaration;
import org.clutch.extension.ModuleDescription;
import org.clutch.extension.ModuleInstance;
import org.clutch.extension.ModuleObject;

/** Loads modules with one member, {@code version}; another, {@code block}, waits until it is let go. */
final class FakeLoader implements ExtensionLoader {
    final AtomicInteger alive = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    final CountDownLatch blocked = new CountDownLatch(1);
    final CountDownLatch letGo = new CountDownLatch(1);
    volatile Runnable lost;

    @Override
    public String kind() {
        return "fake";
    }

    @Override
    public Optional<Extension> open(ModuleDeclaration declaration, Runnable whenLost) {
        lost = whenLost;
        open.incrementAndGet();
        return declaration.name().equals("absent") ? Optional.empty() : Optional.of(new Extension() {
            @Override
            public ModuleInstance instantiate() {
                return new Instance(declaration);
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        });
    }

    private final class Instance implements MembersInstance {
        private final ModuleDeclaration declaration;
        private volatile boolean closed;

        Instance(ModuleDeclaration declaration) {
            this.declaration = declaration;
            alive.incrementAndGet();
        }

        @Override
        public String name() {
            return declaration.name();
        }

        @Override
        public ModuleDescription description() {
            return new ModuleDescription(null, List.of(), List.of(), List.of(), List.of());
        }

        @Override
        public Object call(String member, ModuleObject self, List<Object> arguments) throws InterruptedException {
            if (member.equals("object")) {
                return new ModuleObject(this, "Thing", "thing");
            }
            if (member.equals("block")) {
                blocked.countDown();
                letGo.await();
            }
            return closed ? "closed" : declaration.version();
        }

        @Override
        public void close() {
            closed = true;
            alive.decrementAndGet();
        }
    }
}
