package org.clutch.share;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One memory for all who have it: Python's {@code clutch.shared.Buffer} and {@code Array}, and for Java code what
 * {@link Borrow#segment()} gives. Nothing is copied when it is sent, at any size.
 *
 * <p>Each object is the handle of one user, Java code or an interpreter. The memory lives as long as somebody has a handle, a
 * borrow or a reference under way. A region has one owner: who made it, then whoever received it by a {@linkplain #move()
 * move}. A move takes it from everybody else: their handles throw {@link OwnershipException} from then on.
 *
 * <p>Accesses are not ordered: a message, a call or a lock between them does that. Any thread may call; nothing here blocks.
 * Java code that lets go of a handle without {@link #close()} has closed it once the handle is garbage.
 */
@ProviderType
public interface Region extends AutoCloseable {
    /**
     * Gives the number that tells it from all others of this core.
     *
     * @return the number, which is no right to anything
     */
    long id();

    /**
     * Gives the name by which others can {@linkplain Regions#attach attach} it.
     *
     * @return the name, empty if it has none
     */
    String name();

    /**
     * Says how large it is.
     *
     * @return the size, in bytes
     */
    long size();

    /**
     * Says whether this handle gives memory that may only be read.
     *
     * @return true if so, for whoever gets it from here too
     */
    boolean isReadOnly();

    /**
     * Says where the memory is.
     *
     * @return true if it is off-heap and has an address, false if it is a Java array
     */
    boolean isNative();

    /**
     * Says what the memory holds, if it is an {@code Array}.
     *
     * @return where its items are, or null if these are just bytes
     */
    ViewLayout layout();

    /**
     * Gives another handle of the same user, as an {@code Array} or as bytes.
     *
     * @param layout where the items are, or null
     * @return a new handle, which is open as long as it is not closed itself
     * @throws IllegalArgumentException if an item would be outside the memory
     * @throws RegionException if this handle is closed or the region was moved
     */
    Region withLayout(ViewLayout layout);

    /**
     * Gives another handle of the same user, for memory that may only be read.
     *
     * @return a new handle, which is open as long as it is not closed itself
     * @throws RegionException if this handle is closed or the region was moved
     */
    Region asReadOnly();

    /**
     * Borrows the memory. As long as any borrow is open, nobody can move the region.
     *
     * @param access what for
     * @return the memory, until it is closed
     * @throws RegionBorrowedException if an exclusive borrow is open, or this is to be one and another is open
     * @throws RegionException if this handle is closed, or read-only and the access is not, or the region was moved
     */
    Borrow borrow(Access access);

    /**
     * Gives the address of the memory, for native code. Nobody can know how long that uses it, so from now on the region
     * cannot be moved, and its memory is given back only once all handles of it are garbage.
     *
     * @return the address
     * @throws RegionException if it is no native memory, or this handle is closed, or the region was moved
     */
    long address();

    /**
     * Makes what travels for it. Messages and arguments may have the region itself, which is converted. The region goes on
     * being used by all who have it.
     *
     * @return a reference for one receiver
     * @throws RegionException if this handle is closed or the region was moved
     */
    RegionReference reference();

    /**
     * Makes what travels for it, and takes it from all who have it: whoever receives the reference owns the region and alone
     * may use it. If nobody does, {@link RegionReference#release()} brings it back here.
     *
     * @return a reference for one receiver
     * @throws RegionBorrowedException if a borrow is open, or its address is known
     * @throws OwnershipException if the user of this handle is not the owner
     * @throws RegionException if this handle is closed, or read-only though the region is not
     */
    RegionReference move();

    /** Closes this handle; others, and open borrows, stay as they are. A second close does nothing. */
    @Override
    void close();

    /** What memory is borrowed for. */
    enum Access {
        /** To be read only, by any number at the same time. */
        READ,
        /** To be read and written, by any number at the same time. */
        SHARED,
        /** To be read and written by nobody else. */
        EXCLUSIVE
    }
}
