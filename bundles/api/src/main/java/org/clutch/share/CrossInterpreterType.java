package org.clutch.share;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says how objects of a Java type cross to another interpreter: a service, looked up whenever such an object is sent. It holds for
 * objects that Python has of an extension module, which otherwise stay in their interpreter, and for arguments that Java code
 * gives to Python. What Python's {@code clutch.share.register} is for Python types, this is for Java's.
 *
 * <pre>{@code
 * @Component
 * public final class GuestsCross implements CrossInterpreterType<Guest> {
 *     public Class<Guest> type() {
 *         return Guest.class;
 *     }
 *
 *     public Reduced reduce(Guest guest) {
 *         return Reduced.to("greeter:Guest", guest.name());
 *     }
 * }
 * }</pre>
 *
 * <p>The arguments decide what it is: values are a copy; a {@link Region}, a lock or a queue is shared; what
 * {@link Region#move()} gives belongs to the receiver alone. The receiver imports the module that the callable is in as any
 * code there would, so what it may not import it cannot receive.
 *
 * @param <T> the type
 */
@ConsumerType
public interface CrossInterpreterType<T> {
    /**
     * Names the type whose objects cross so. Objects of subclasses are not meant.
     *
     * @return always the same class, no interface
     */
    Class<T> type();

    /**
     * Takes an object apart. Called in the thread that sends it, and again for each time that it is sent; another thread may use
     * the object at the same time. If the sending fails, references among the arguments are released.
     *
     * @param object what is sent
     * @return what the receiver makes it from
     * @throws NotShareableException if this one cannot cross; the message says why
     */
    Reduced reduce(T object);
}
